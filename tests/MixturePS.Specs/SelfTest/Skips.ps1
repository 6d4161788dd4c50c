BeforeDiscovery { $yes = $true; $no = $false }

Describe 'Skips' {
    It 'skips' -Skip { 1 | Should -Be 2 }
    It 'skips on a condition' -Skip:$yes { 1 | Should -Be 2 }
    It 'passes on a condition' -Skip:$no { 1 | Should -Be 1 }
    It 'skips while it runs' { Set-ItResult -Skipped -Because 'there is no network'; 1 | Should -Be 2 }
    It 'passes with tags' -Tag Slow, Other { 1 | Should -Be 1 }
    Context 'A block' -Skip {
        BeforeAll { throw 'not reached' }
        It 'skips all in it' { 1 | Should -Be 2 }
        AfterAll { throw 'not reached' }
    }
    Context 'A block of skipped tests' {
        BeforeAll { throw 'not reached' }
        It 'skips' -Skip { 1 | Should -Be 2 }
    }
}

Describe 'The full shell' {
    It 'skips here' -Tag FullPowerShell { No-SuchCommand }
    Context 'A block' -Tag FullPowerShell {
        BeforeAll { throw 'not reached' }
        It 'skips here' { No-SuchCommand }
    }
}
