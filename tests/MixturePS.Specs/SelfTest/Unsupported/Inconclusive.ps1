Describe 'd' { It 'i' { Set-ItResult -Inconclusive } }
