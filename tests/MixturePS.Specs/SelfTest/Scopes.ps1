BeforeDiscovery { $cases = @(@{ word = 'one'; number = 1 }, @{ word = 'two'; number = 2 }) }

BeforeAll {
    . "$PSScriptRoot/Shared.ps1"
    $fileVariable = 'file'
    $script:order = [Collections.Generic.List[string]]::new()
    $order.Add('file BeforeAll')
    function Get-FileFunction { "function sees $fileVariable" }
}

Describe 'Scopes' {
    BeforeAll { $blockVariable = 'block'; $order.Add('block BeforeAll') }
    BeforeEach { $eachVariable = 'each'; $order.Add('outer BeforeEach') }
    AfterEach { $order.Add("outer AfterEach sees $testVariable") }

    It 'passes what setups made to the test' {
        $testVariable = 'test'
        $fileVariable, $blockVariable, $eachVariable | Should -Be @('file', 'block', 'each')
        Get-FileFunction | Should -Be 'function sees file'
        Get-SharedValue | Should -Be 'shared'
        $sharedVariable | Should -Be 'dotted'
    }
    It 'passes nothing from test to test' { $testVariable | Should -BeNullOrEmpty }
    It 'passes no change of an outer variable on' { $blockVariable = 'changed'; $blockVariable | Should -Be 'changed' }
    It 'passes: the outer variable is as it was' { $blockVariable | Should -Be 'block' }
    It 'passes a change through the script scope on' { $script:carried = 'carried' }
    It 'passes: the script scope kept it' { $script:carried | Should -Be 'carried'; $carried | Should -Be 'carried' }
    It 'passes: BeforeAll does not write to the script scope' { $script:fileVariable | Should -BeNullOrEmpty }

    Context 'Inside' {
        BeforeAll { $blockVariable = 'inner'; $order.Add('inner BeforeAll') }
        BeforeEach { $eachVariable += ' inner'; $order.Add('inner BeforeEach') }
        AfterEach { $order.Add('inner AfterEach') }
        AfterAll { $order.Add('inner AfterAll') }
        It 'passes through both setups' { $blockVariable, $eachVariable | Should -Be @('inner', 'each inner') }
    }

    It 'passes in order' {
        $order[0..2] | Should -Be @('file BeforeAll', 'block BeforeAll', 'outer BeforeEach')
        $order[3] | Should -Be 'outer AfterEach sees test'
        $order.GetRange($order.IndexOf('inner BeforeAll'), 6) | Should -Be @(
            'inner BeforeAll', 'outer BeforeEach', 'inner BeforeEach', 'inner AfterEach', 'outer AfterEach sees ', 'inner AfterAll')
    }
    AfterAll { $order.Add('block AfterAll') }
}

Describe 'Discovery' {
    $atDiscovery = 'not there when it runs'
    It 'passes: variables of the body are gone' { $atDiscovery | Should -BeNullOrEmpty }
    It 'passes: variables of BeforeDiscovery are gone' { $cases | Should -BeNullOrEmpty }
    It 'passes: the block before was left' { $script:order[-1] | Should -Be 'block AfterAll' }
    It 'passes where it is' {
        $PSScriptRoot | Should -Be ([IO.Path]::GetDirectoryName($PSCommandPath))
        [IO.Path]::GetFileName($PSCommandPath) | Should -Be 'Scopes.ps1'
    }
}

Describe 'Cases' {
    It 'passes with <word> as <number>' -ForEach $cases { $word | Should -Be @('', 'one', 'two')[$number]; $_.word | Should -Be $word }
    It 'passes with <_>' -TestCases 1, 2 { $_ | Should -BeIn @(1, 2) }
    It 'passes with <a.b> and `<a`>' -ForEach @{ a = @{ b = 'property' } } { $a.b | Should -Be 'property' }
    It 'passes with null' -ForEach @($null) { $_ | Should -BeNullOrEmpty }
    It 'passes with a value from BeforeEach' -ForEach @(@{ seen = 'data' }) { $copy | Should -Be 'data' }
    BeforeEach { $copy = $seen }
    Context 'Block <_.word>' -ForEach $cases {
        BeforeAll { $length = $word.Length }
        It 'passes with the data of the block: <word> <extra>' -ForEach @(@{ extra = 'x' }) { "$length$extra" | Should -Be '3x' }
        It 'passes with $_ of the block' { $_.number | Should -Be $number }
    }
}

Describe 'TestDrive' {
    BeforeAll { [IO.File]::WriteAllText("$TestDrive/block.txt", 'x') }
    Context 'Inside' {
        It 'passes files on' { [IO.File]::WriteAllText("$TestDrive/inner.txt", 'x'); "$TestDrive/block.txt" | Should -Exist }
        It 'passes them on in the block' { 'TestDrive:/inner.txt' | Should -Exist }
    }
    It 'passes no file out of a block' { "$TestDrive/inner.txt" | Should -Not -Exist; "$TestDrive/block.txt" | Should -Exist }
}
