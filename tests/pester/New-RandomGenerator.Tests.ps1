BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $streams = [Text.Json.JsonDocument]::Parse([IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, '..', 'golden', 'numpy-streams.json'))).RootElement
}

Describe 'New-RandomGenerator' {
    It "draws NumPy's numbers for the recorded seed <_>" -ForEach 0, 1, 2, 3 {
        $stream = $streams[$_]
        $generator = New-RandomGenerator -Seed ([Numerics.BigInteger]::Parse($stream.GetProperty('seed').ToString()))
        foreach ($expected in $stream.GetProperty('random').EnumerateArray()) {
            $generator.NextDouble() | Should -BeExactly $expected.GetDouble()
        }
    }

    It 'takes a seed as <Name>' -ForEach @(
        @{ Name = 'an int'; Seed = 42 }
        @{ Name = 'a long'; Seed = [long] 42 }
        @{ Name = 'a big integer'; Seed = [Numerics.BigInteger] 42 }
        @{ Name = 'a string'; Seed = '42' }
        @{ Name = 'a list of one'; Seed = @(42) }
    ) {
        (New-RandomGenerator -Seed $Seed).NextUInt64() | Should -Be (New-RandomGenerator -Seed 42).NextUInt64()
    }

    It 'takes a seed beyond 32 bits as <Name>' -ForEach @(
        @{ Name = 'a long'; Seed = 9007199254740991 }
        @{ Name = 'an unsigned long'; Seed = [ulong] 9007199254740991 }
        @{ Name = 'a double'; Seed = [double] 9007199254740991 }
        @{ Name = 'a decimal'; Seed = [decimal] 9007199254740991 }
        @{ Name = 'an unsigned number of 128 bits'; Seed = [UInt128]::Parse('9007199254740991') }
        @{ Name = 'a big integer'; Seed = [Numerics.BigInteger] 9007199254740991 }
    ) {
        $generator = New-RandomGenerator -Seed $Seed
        $generator.Seed.ToString() | Should -Be '9007199254740991'
        $generator.NextUInt64() | Should -Be (New-RandomGenerator -Seed '9007199254740991').NextUInt64()
    }

    It 'takes the seed of a spawned generator, also as its text' {
        $child = (New-RandomGenerator -Seed 7).Spawn(3)[2].Spawn(2)[1]
        $text = "$($child.Seed)"
        $text | Should -Be '7 spawn (2, 1)'
        $expected = $child.NextUInt64()
        (New-RandomGenerator -Seed $child.Seed).NextUInt64() | Should -Be $expected
        (New-RandomGenerator -Seed $text).NextUInt64() | Should -Be $expected
    }

    It 'tells seeds beyond 64 bits apart, and lists from numbers' {
        $big = (New-RandomGenerator -Seed '123456789012345678901234567890').NextUInt64()
        $big | Should -Not -Be (New-RandomGenerator -Seed '123456789012345678901234567891').NextUInt64()
        (New-RandomGenerator -Seed 1, 2).NextUInt64() | Should -Not -Be (New-RandomGenerator -Seed 1).NextUInt64()
    }

    It 'is seeded afresh without a seed, and says with what' {
        $fresh = New-RandomGenerator
        $again = New-RandomGenerator -Seed $fresh.Seed
        $again.NextUInt64() | Should -Be $fresh.NextUInt64()
        (New-RandomGenerator).Seed.ToString() | Should -Not -Be $fresh.Seed.ToString()
    }

    It "spawns NumPy's children" {
        $children = (New-RandomGenerator -Seed 1).Spawn(2)
        $children | Should -HaveCount 2
        $expected = $streams[1].GetProperty('spawn')[0][0].GetString()
        $children[0].Seed.GenerateState64(4)[0].ToString() | Should -Be $expected
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a fraction'; Seed = 1.5 }
        @{ Name = 'a word'; Seed = 'abc' }
        @{ Name = 'a negative number'; Seed = -1 }
        @{ Name = 'an empty list'; Seed = @() }
        @{ Name = 'nothing'; Seed = $null }
        @{ Name = 'NaN'; Seed = [double]::NaN }
    ) {
        { New-RandomGenerator -Seed $Seed } | Should -Throw -ErrorId 'InvalidSeed,*'
    }
}
