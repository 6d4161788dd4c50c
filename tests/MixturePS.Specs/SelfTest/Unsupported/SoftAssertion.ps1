Describe 'd' { It 'i' { 1 | Should -Be 1 -ErrorAction Continue } }
