Describe 'd' { It 'i' -AllowNullOrEmptyForEach -ForEach @() { } ; It 'j' { } }
