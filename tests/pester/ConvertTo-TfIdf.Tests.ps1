BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $dfm = New-MixtureModel -K 3 -Eta 1 -Seed 2026 | Invoke-DfmSample -N 60 -DocumentLength 6
}

Describe 'ConvertTo-TfIdf' {
    It 'scales documents to a norm of 1, and says how' {
        $weighted = $dfm | ConvertTo-TfIdf
        $weighted.Weighting.ToString() | Should -Be 'TfIdf (smooth idf, l2)'
        $weighted.Weighting.FeatureWeight.Count | Should -Be 5
        $square = 0.0
        foreach ($w in $weighted.Row(0)) { $square += $w * $w }
        [Math]::Abs($square - 1) | Should -BeLessThan 1e-12
        ($weighted.KnownCluster -join '') | Should -Be ($dfm.KnownCluster -join '')
    }

    It 'leaves counts alone without idf and norm' {
        $weighted = $dfm | ConvertTo-TfIdf -UseIdf:$false -Norm None
        ($weighted.Row(3) -join ' ') | Should -Be ($dfm.Row(3) -join ' ')
    }

    It 'has the options of scikit-learn' {
        ($dfm | ConvertTo-TfIdf -SublinearTf -SmoothIdf:$false -Norm L1).Weighting.ToString() | Should -Be 'TfIdf (sublinear tf, idf, l1)'
    }

    It "has quanteda's scheme by name" {
        $weighted = ConvertTo-TfIdf -InputObject (1, 0), (2, 3) -Scheme Quanteda
        $weighted[0, 0] | Should -Be 0
        $weighted[1, 1] | Should -BeExactly (3 * [Math]::Log10(2))
        $weighted.Weighting.ToString() | Should -Be 'TfIdf (log10 idf, no norm)'
    }

    It 'leaves a document without tokens zero' {
        (ConvertTo-TfIdf -InputObject (1, 2), (0, 0)).Row(1) -join ' ' | Should -Be '0 0'
    }

    It 'refuses weights, and what is empty' {
        { ConvertTo-TfIdf -InputObject ($dfm | ConvertTo-TfIdf) } | Should -Throw -ErrorId 'AlreadyWeighted,*'
        $empty = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 0
        { ConvertTo-TfIdf -InputObject $empty } | Should -Throw -ErrorId 'EmptyDfm,*'
        { ConvertTo-TfIdf -InputObject 'text' } | Should -Throw -ErrorId 'NotADfm,*'
    }

    It 'scales huge counts, and refuses weights that are not finite' {
        $huge = (3e200, 4e200), (1.7e308, 0), (0, 1)
        (ConvertTo-TfIdf -InputObject $huge -UseIdf:$false).Row(0) -join ' ' | Should -Be (@(0.6, 0.8) -join ' ')
        { ConvertTo-TfIdf -InputObject $huge -Norm None } | Should -Throw -ErrorId 'CellTooLarge,*'
    }
}
