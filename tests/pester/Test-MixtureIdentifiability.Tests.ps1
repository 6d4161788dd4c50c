BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $model = New-MixtureModel -K 3 -Seed 2026
}

Describe 'Test-MixtureIdentifiability' {
    It 'needs three tokens of independent clusters' {
        $rows = @($model | Test-MixtureIdentifiability -DocumentLength 1, 2, 3, 10)
        $rows | Should -HaveCount 4
        "$($rows.Verdict)" | Should -Be 'NotIdentifiable NotIdentifiable Identifiable Identifiable'
        "$($rows.IsIdentifiable)" | Should -Be 'False False True True'
        $rows[0].NeededLength | Should -Be 3
        $rows[0].GeneralLength | Should -Be 5
        $rows[0].Rank | Should -Be 3
        $rows[0].SmallestSingularValue | Should -BeGreaterThan 0
        $rows.Reason | Should -Not -BeNullOrEmpty
    }

    It 'needs 2K - 1 of two words' {
        $row = New-MixtureModel -K 4 -J 2 -Seed 1 | Test-MixtureIdentifiability -DocumentLength 6
        $row.Verdict | Should -Be 'NotIdentifiable'
        $row.NeededLength | Should -Be 7
        $row.HasIndependentClusters | Should -BeFalse
    }

    It 'finds clusters that are alike' {
        $row = New-MixtureModel -Mu (0.5, 0.5), (0.2, 0.8), (0.5, 0.5) | Test-MixtureIdentifiability
        $row.HasDistinctClusters | Should -BeFalse
        $row.DuplicateClusters | Should -Be '0 = 2'
        $row.NeededLength | Should -BeNullOrEmpty
    }

    It 'takes random lengths and those of documents' {
        $random = $model | Test-MixtureIdentifiability -DocumentLength 'Poisson(1)'
        $random.IsIdentifiable | Should -BeTrue
        [Math]::Abs($random.ShareLongEnough - 0.0803013970713942) | Should -BeLessThan 1e-9
        $dfm = $model | Invoke-DfmSample -N 4 -DocumentLength 1, 2, 3, 4
        $own = $model | Test-MixtureIdentifiability -Dfm $dfm
        $own.LongestLength | Should -Be 4
        $own.ShareLongEnough | Should -Be 0.5
        { $model | Test-MixtureIdentifiability -Dfm ($dfm | ConvertTo-TfIdf) -ErrorAction Stop } | Should -Throw -ErrorId 'AlreadyWeighted,*'
    }

    It 'refuses a negative length' {
        { $model | Test-MixtureIdentifiability -DocumentLength -1 } | Should -Throw -ErrorId 'NegativeDocumentLength,*'
    }
}
