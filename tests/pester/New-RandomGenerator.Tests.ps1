BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $streams = Get-Golden numpy-streams
}

Describe 'New-RandomGenerator' {
    It "draws NumPy's numbers for recorded seed <_>" -ForEach 0, 1, 2, 3 {
        $generator = New-RandomGenerator -Seed $streams[$_].seed
        $streams[$_].random | Should -HaveCount 8
        foreach ($expected in $streams[$_].random) { $generator.NextDouble() | Should -BeExactly $expected }
    }

    It 'takes a seed as <Name>' -ForEach @(
        @{ Name = 'an int'; Seed = 42 }
        @{ Name = 'a long'; Seed = [long] 42 }
        @{ Name = 'a big integer'; Seed = [bigint] 42 }
        @{ Name = 'a string'; Seed = '42' }
        @{ Name = 'a list with one number'; Seed = @(42) }
    ) {
        (New-RandomGenerator -Seed $Seed).NextUInt64() | Should -Be (New-RandomGenerator -Seed 42).NextUInt64()
    }

    It 'takes a seed beyond 32 bits as <Name>' -ForEach @(
        @{ Name = 'a long'; Seed = 9007199254740991 }
        @{ Name = 'an unsigned long'; Seed = [ulong] 9007199254740991 }
        @{ Name = 'a double'; Seed = [double] 9007199254740991 }
        @{ Name = 'a decimal'; Seed = [decimal] 9007199254740991 }
        @{ Name = 'an unsigned 128-bit integer'; Seed = [UInt128]::Parse('9007199254740991') }
        @{ Name = 'a big integer'; Seed = [bigint] 9007199254740991 }
    ) {
        $generator = New-RandomGenerator -Seed $Seed
        "$($generator.Seed)" | Should -BeExactly '9007199254740991'
        $generator.NextUInt64() | Should -Be (New-RandomGenerator -Seed '9007199254740991').NextUInt64()
    }

    It 'takes the seed of a spawned generator, as an object or as text' {
        $child = (New-RandomGenerator -Seed 7).Spawn(3)[2].Spawn(2)[1]
        "$($child.Seed)" | Should -BeExactly '7 spawn (2, 1)'
        $expected = $child.NextUInt64()
        (New-RandomGenerator -Seed $child.Seed).NextUInt64() | Should -Be $expected
        (New-RandomGenerator -Seed "$($child.Seed)").NextUInt64() | Should -Be $expected
    }

    It 'distinguishes seeds beyond 64 bits, and lists from numbers' {
        $big = (New-RandomGenerator -Seed '123456789012345678901234567890').NextUInt64()
        $big | Should -Not -Be (New-RandomGenerator -Seed '123456789012345678901234567891').NextUInt64()
        (New-RandomGenerator -Seed 1, 2).NextUInt64() | Should -Not -Be (New-RandomGenerator -Seed 1).NextUInt64()
    }

    It 'uses fresh entropy without a seed, and records it' {
        $fresh = New-RandomGenerator
        $again = New-RandomGenerator -Seed $fresh.Seed
        $again.NextUInt64() | Should -Be $fresh.NextUInt64()
        "$((New-RandomGenerator).Seed)" | Should -Not -Be "$($fresh.Seed)"
    }

    It "spawns NumPy's children" {
        $children = (New-RandomGenerator -Seed 1).Spawn(3)
        $children | Should -HaveCount 3
        foreach ($i in 0..2) {
            # The recorded states are text, since JSON numbers may lose bits.
            $state = $children[$i].Seed.GenerateState64(4) | ForEach-Object { "$_" }
            $streams[1].spawn[$i] | Should -HaveCount 4
            $state | Should -BeExactly $streams[1].spawn[$i]
        }
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a fraction'; Seed = 1.5 }
        @{ Name = 'a word'; Seed = 'abc' }
        @{ Name = 'a negative number'; Seed = -1 }
        @{ Name = 'an empty list'; Seed = @() }
        @{ Name = 'null'; Seed = $null }
        @{ Name = 'NaN'; Seed = [double]::NaN }
    ) {
        { New-RandomGenerator -Seed $Seed } | Should -Throw -ErrorId 'InvalidSeed,*'
    }
}
