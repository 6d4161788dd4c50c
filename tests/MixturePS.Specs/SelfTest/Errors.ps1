BeforeDiscovery {
    $thrown = { throw [ArgumentException]::new('two words', 'name') }
}

Describe 'Throw' {
    It 'passes for any error' { { throw 'x' } | Should -Throw }
    It 'fails for none' { { 1 } | Should -Throw }
    It 'passes for none, negated' { { 1 } | Should -Not -Throw }
    It 'fails for an error, negated' { { throw 'x' } | Should -Not -Throw }
    It 'passes for a message' { { throw 'two words' } | Should -Throw 'two*' }
    It 'passes for a message by name' { { throw 'two words' } | Should -Throw -ExpectedMessage 'TWO WORDS' }
    It 'fails for a part of the message' { { throw 'two words' } | Should -Throw 'two' }
    It 'passes for an id' { { Get-Command -Name No-SuchCommand -ErrorAction Stop } | Should -Throw -ErrorId 'CommandNotFoundException,*' }
    It 'fails for another id' { { Get-Command -Name No-SuchCommand -ErrorAction Stop } | Should -Throw -ErrorId 'Other' }
    It 'passes for a type' { { throw [ArgumentException]'x' } | Should -Throw -ExceptionType ([ArgumentException]) }
    It 'fails for another type' { { throw [ArgumentException]'x' } | Should -Throw -ExceptionType ([IO.IOException]) }
    It 'passes for a base type' { { throw [ArgumentNullException]'x' } | Should -Throw -ExceptionType ([ArgumentException]) }
    It 'passes for a method that fails' { { [int]::Parse('x') } | Should -Throw -ErrorId FormatException }
    It 'passes for a command that is not there' { { No-SuchCommand } | Should -Throw -ErrorId CommandNotFoundException }
    It 'fails for an error that does not end anything' { { Get-Command -Name No-SuchCommand } | Should -Throw }
    It 'passes on with the error' {
        $caught = { throw [ArgumentException]::new('two words', 'name') } | Should -Throw -PassThru
        $caught.Exception.ParamName | Should -Be 'name'
        $caught | Should -BeOfType System.Management.Automation.ErrorRecord
    }
    It 'passes inside a failing Should' { { 1 | Should -Be 2 } | Should -Throw -ErrorId 'PesterAssertionFailed*' }
    It 'fails for what is no script block' { 'x' | Should -Throw }
    It 'passes with a variable of the test' { $text = 'seen'; { throw $text } | Should -Throw 'seen' }
    It 'passes without leaking a variable' { { $leak = 1; throw 'x' } | Should -Throw; $leak | Should -BeNullOrEmpty }
}

Describe 'Errors in a test' {
    It 'passes after an error that does not end anything' { Get-Command -Name No-SuchCommand; 1 | Should -Be 1 }
    It 'fails after an error of a statement' { [int]::Parse('x'); 1 | Should -Be 1 }
    It 'fails after a command that is not there' { No-SuchCommand; 1 | Should -Be 1 }
    It 'fails after a throw' { throw 'x' }
    It 'fails under Stop' { $ErrorActionPreference = 'Stop'; Get-Command -Name No-SuchCommand }
    It 'passes when the test caught it' { try { throw 'x' } catch { $_.Exception.Message | Should -Be 'x' } }
    It 'passes when empty' { }
    It 'passes on output' { 'output' }
}

Describe 'A setup that fails' {
    BeforeAll { $before = 1; throw 'no setup' }
    It 'fails the first test' { 1 | Should -Be 1 }
    Context 'Inside' {
        BeforeAll { $script:reached = $true }
        It 'fails a test further in' { 1 | Should -Be 1 }
    }
    AfterAll { $script:cleaned = $true }
}

Describe 'After a setup that failed' {
    It 'passes on: nothing further in was run, the teardown was' {
        $script:reached | Should -BeNullOrEmpty
        $script:cleaned | Should -BeTrue
    }
}

Describe 'Each' {
    Context 'A BeforeEach that fails' {
        BeforeEach { throw 'no setup' }
        AfterEach { $script:afterEach = $true }
        It 'fails the test' { 1 | Should -Be 1 }
    }
    Context 'An AfterEach that fails' {
        AfterEach { throw 'no teardown' }
        It 'fails the test' { 1 | Should -Be 1 }
    }
    It 'passes on: AfterEach runs all the same' { $script:afterEach | Should -BeTrue }
}

Describe 'A teardown that fails' {
    It 'passes, the file fails' { 1 | Should -Be 1 }
    AfterAll { throw 'no teardown' }
}
