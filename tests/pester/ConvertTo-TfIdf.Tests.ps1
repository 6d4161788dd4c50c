BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -Eta 1 -Seed 2026 | Invoke-DfmSample -N 60 -DocumentLength 6
}

Describe 'ConvertTo-TfIdf' {
    It 'scales documents to a norm of 1 and records the weighting' {
        $weighted = $dfm | ConvertTo-TfIdf
        "$($weighted.Weighting)" | Should -BeExactly 'TfIdf (smooth idf, l2)'
        $weighted.Weighting.FeatureWeight | Should -HaveCount 5
        ($weighted.Row(0) | ForEach-Object { $_ * $_ } | Measure-Object -Sum).Sum | Should -BeApproximately 1
        $weighted.KnownCluster | Should -Be $dfm.KnownCluster
    }

    It 'leaves counts unchanged without idf and norm' {
        $weighted = $dfm | ConvertTo-TfIdf -UseIdf:$false -Norm None
        $weighted.Row(3) | Should -Be $dfm.Row(3)
    }

    It "has scikit-learn's options" {
        $weighted = $dfm | ConvertTo-TfIdf -SublinearTf -SmoothIdf:$false -Norm L1
        "$($weighted.Weighting)" | Should -BeExactly 'TfIdf (sublinear tf, idf, l1)'
    }

    It "has quanteda's scheme by name" {
        $weighted = ConvertTo-TfIdf -InputObject (1, 0), (2, 3) -Scheme Quanteda
        $weighted[0, 0] | Should -Be 0
        $weighted[1, 1] | Should -BeExactly (3 * [Math]::Log10(2))
        "$($weighted.Weighting)" | Should -BeExactly 'TfIdf (log10 idf, no norm)'
    }

    It 'keeps a document without tokens at zero' {
        (ConvertTo-TfIdf -InputObject (1, 2), (0, 0)).Row(1) | Should -Be 0, 0
    }

    It 'refuses weighted, empty and invalid input' {
        { ConvertTo-TfIdf -InputObject ($dfm | ConvertTo-TfIdf) } | Should -Throw -ErrorId 'AlreadyWeighted,*'
        $empty = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 0
        { ConvertTo-TfIdf -InputObject $empty } | Should -Throw -ErrorId 'EmptyDfm,*'
        { ConvertTo-TfIdf -InputObject 'text' } | Should -Throw -ErrorId 'NotADfm,*'
    }

    It 'scales huge counts and refuses weights that are not finite' {
        $huge = (3e200, 4e200), (1.7e308, 0), (0, 1)
        (ConvertTo-TfIdf -InputObject $huge -UseIdf:$false).Row(0) | Should -Be 0.6, 0.8
        { ConvertTo-TfIdf -InputObject $huge -Norm None } | Should -Throw -ErrorId 'CellTooLarge,*'
    }
}
