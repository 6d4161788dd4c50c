# Each test's name begins with what becomes of it: here, and under Pester 5 and 6.
Describe 'Be' {
    It 'passes where only the case differs' { 'A' | Should -Be 'a' }
    It 'fails exactly where the case differs' { 'A' | Should -BeExactly 'a' }
    It 'passes exactly' { 'A' | Should -BeExactly 'A' }
    It 'passes for an integer and a double' { 1 | Should -Be 1.0 }
    It 'fails for a double that is not the integer' { 1.5 | Should -Be 2 }
    It 'passes for a double that is not the integer, negated' { 1.5 | Should -Not -Be 2 }
    It 'passes for a number and its text' { 1 | Should -Be '1' }
    It 'passes for a text and its number, in any culture' { '1.5' | Should -Be 1.5 }
    It 'passes for equal arrays' { @(1, 2) | Should -Be @(1, 2) }
    It 'passes for a list and an array' { [Collections.Generic.List[int]]@(1, 2) | Should -Be @(1, 2) }
    It 'passes for arrays of other types' { [double[]](1, 2) | Should -Be ([int[]](1, 2)) }
    It 'fails for an array that goes on' { @(1, 2, 3) | Should -Be @(1, 2) }
    It 'fails for an array that differs inside' { @(1, 2, 3) | Should -Be @(1, 5, 3) }
    It 'passes for one value and an array of it' { 1 | Should -Be @(1) }
    It 'fails for an array and a value' { @(1, 1) | Should -Be 1 }
    It 'passes for nested arrays' { @(1, @(2, 3)) | Should -Be @(1, @(2, 3)) }
    It 'fails for nested arrays that differ' { @(1, @(2, 3)) | Should -Be @(1, @(2, 4)) }
    It 'fails for an array in an array' { , @(1, 2) | Should -Be @(1, 2) }
    It 'passes for nothing and null' { @() | Should -Be $null }
    It 'passes for null and an empty array' { $null | Should -Be @() }
    It 'fails for null and zero' { $null | Should -Be 0 }
    It 'fails for null and an empty string' { $null | Should -Be '' }
    It 'fails for two hashtables' { @{ a = 1 } | Should -Be @{ a = 1 } }
    It 'fails for NaN' { [double]::NaN | Should -Be ([double]::NaN) }
    It 'passes for true and a word' { $true | Should -Be 'word' -Because 'the expected word is on the left of -eq' -Not }
    It 'passes with the value as a parameter' { Should -ActualValue 3 -Be 3 }
    It 'passes with the expectation by name' { 3 | Should -Be -ExpectedValue 3 }
    It 'passes for a type' { [int] | Should -Be ([int]) }
    It 'passes for a big integer' { [bigint]7 | Should -Be 7 }
    It 'fails at the first of two' { 1 | Should -Be 2; 1 | Should -Be 1 }
}

Describe 'Truth' {
    It 'passes for a true value' { 'x' | Should -BeTrue }
    It 'passes for a false value' { 0 | Should -BeFalse }
    It 'passes for null as false' { $null | Should -BeFalse }
    It 'fails for false' { $false | Should -BeTrue }
    It 'fails for true, negated' { $true | Should -Not -BeTrue }
    It 'passes for each true value' { 1, 2 | Should -BeTrue }
    It 'fails for one false value of two' { 1, 0 | Should -BeTrue }
    It 'fails for nothing' { @() | Should -BeTrue }
    It 'passes for null or empty: null' { $null | Should -BeNullOrEmpty }
    It 'passes for null or empty: text' { '' | Should -BeNullOrEmpty }
    It 'passes for null or empty: array' { @() | Should -BeNullOrEmpty }
    It 'passes for null or empty: hashtable' { @{} | Should -BeNullOrEmpty }
    It 'fails for null or empty: zero' { 0 | Should -BeNullOrEmpty }
    It 'fails for null or empty: false' { $false | Should -BeNullOrEmpty }
    It 'fails for null or empty: two nulls' { $null, $null | Should -BeNullOrEmpty }
    It 'passes for null or empty: a value, negated' { 'x' | Should -Not -BeNullOrEmpty }
}

Describe 'Types and order' {
    It 'passes for a type' { 1 | Should -BeOfType int }
    It 'passes for a type object' { 1.5 | Should -BeOfType ([double]) }
    It 'passes for a type in brackets' { 'x' | Should -BeOfType [string] }
    It 'passes for a base type' { 1 | Should -BeOfType System.ValueType }
    It 'fails for another type' { 1 | Should -BeOfType double }
    It 'fails for null' { $null | Should -BeOfType int }
    It 'fails for a type that does not exist' { 1 | Should -Not -BeOfType No.Such.Type }
    It 'passes for greater' { 2 | Should -BeGreaterThan 1.5 }
    It 'fails for greater, when equal' { 2 | Should -BeGreaterThan 2 }
    It 'passes for greater or equal' { 2 | Should -BeGreaterOrEqual 2 }
    It 'passes for less' { 1 | Should -BeLessThan 2 }
    It 'fails for less, when greater' { 3 | Should -BeLessThan 2 }
    It 'passes for less or equal' { 2 | Should -BeLessOrEqual 2 }
    It 'fails for less or equal, negated' { 2 | Should -Not -BeLessOrEqual 2 }
    It 'passes for NaN above one, which has no order' { [double]::NaN | Should -BeGreaterThan 1 }
    It 'passes for text in order' { 'a' | Should -BeLessThan 'b' }
}

Describe 'Text and collections' {
    It 'passes in a collection' { 2 | Should -BeIn @(1, 2) }
    It 'fails in a collection' { 3 | Should -BeIn @(1, 2) }
    It 'passes not in a collection' { 3 | Should -Not -BeIn @(1, 2) }
    It 'passes when it contains' { @('a', 'b') | Should -Contain 'B' }
    It 'fails when it does not contain' { @('a', 'b') | Should -Contain 'c' }
    It 'passes like' { 'Mixture' | Should -BeLike 'mix*' }
    It 'fails exactly like' { 'Mixture' | Should -BeLikeExactly 'mix*' }
    It 'passes on a match' { 'Mixture' | Should -Match '^mix' }
    It 'fails on an exact match' { 'Mixture' | Should -MatchExactly '^mix' }
    It 'passes on an exact match, negated' { 'Mixture' | Should -Not -MatchExactly '^mix' }
    It 'passes on a count' { @(1, 2, 3) | Should -HaveCount 3 }
    It 'passes on a count of nothing' { @() | Should -HaveCount 0 }
    It 'fails on a count' { @(1, 2, 3) | Should -HaveCount 2 }
    It 'passes on a path' { $PSCommandPath | Should -Exist }
    It 'fails on a path' { [IO.Path]::Combine($PSScriptRoot, 'nothing.here') | Should -Exist }
    It 'passes on a path that is not there' { [IO.Path]::Combine($PSScriptRoot, 'nothing.here') | Should -Not -Exist }
}
