BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 3 -Seed 2026
}

Describe 'Test-MixtureIdentifiability' {
    It 'needs three tokens if clusters are linearly independent' {
        $rows = $model | Test-MixtureIdentifiability -DocumentLength 1, 2, 3, 10
        $rows | Should -HaveCount 4
        $rows.Verdict | Should -Be 'NotIdentifiable', 'NotIdentifiable', 'Identifiable', 'Identifiable'
        $rows.IsIdentifiable | Should -Be $false, $false, $true, $true
        $rows[0].NeededLength | Should -Be 3
        $rows[0].GeneralLength | Should -Be 5
        $rows[0].Rank | Should -Be 3
        $rows[0].SmallestSingularValue | Should -BeGreaterThan 0
        $rows.Reason | Should -HaveCount 4
        foreach ($row in $rows) { $row.Reason | Should -Not -BeNullOrEmpty }
    }

    It 'needs 2K - 1 tokens for two words' {
        $row = New-MixtureModel -K 4 -J 2 -Seed 1 | Test-MixtureIdentifiability -DocumentLength 6
        $row.Verdict | Should -Be 'NotIdentifiable'
        $row.NeededLength | Should -Be 7
        $row.HasIndependentClusters | Should -BeFalse
    }

    It 'finds duplicate clusters' {
        $row = New-MixtureModel -Mu (0.5, 0.5), (0.2, 0.8), (0.5, 0.5) | Test-MixtureIdentifiability
        $row.HasDistinctClusters | Should -BeFalse
        $row.DuplicateClusters | Should -BeExactly '0 = 2'
        $row.NeededLength | Should -BeNullOrEmpty
    }

    It 'takes random lengths and the lengths of a DFM' {
        $random = $model | Test-MixtureIdentifiability -DocumentLength 'Poisson(1)'
        $random.IsIdentifiable | Should -BeTrue
        $random.ShareLongEnough | Should -BeApproximately 0.0803013970713942 -Tolerance 1e-9
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
