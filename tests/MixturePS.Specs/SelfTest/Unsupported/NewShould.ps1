Describe 'd' { It 'i' { 1 | Should-Be 1 } }
