Describe 'Uses that only the run shows' {
    It 'fails for an operator that is splatted' { $more = @{ FileContentMatch = 'x' }; 'f' | Should @more }
    It 'fails for words that nothing takes' { 1 | Should -Be 1 'a reason' }
    It 'fails without an operator' { 1 | Should }
    It 'fails without an expected value' { $null | Should -Be }
    It 'fails for a collection as a parameter' { Should -ActualValue @(1, 2) -Be @(1, 2) }
    It 'fails for a collection that is no list' { 'a' | Should -Be @{ a = 1 }.Keys }
    It 'fails for a block in a test' { Describe 'x' { } }
    It 'fails for a break' { break }
}
