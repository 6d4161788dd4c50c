Describe 'd' { It 'i' -TestCases @{ a = 1 } { param ($a) $a | Should -Be 1 } }
