Describe 'd' { It 'i' -ForEach @() { }; It 'j' { } }
