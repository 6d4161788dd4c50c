BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 6
    $mu = $dfm.Model.Mu
    $accuracy = $dfm | Invoke-KMeans -Seed 1 | Measure-ClusterAccuracy
    $draws = Invoke-DirichletSample -Eta 1 -Size 2 -Seed 1
}

Describe 'An index' {
    It 'of one number gives a row' {
        $mu[0] | Should -Be $mu.Row(0)
        $mu[-1] | Should -Be $mu.Row(2)
        $draws[1] | Should -Be $draws.Row(1)
        $dfm[2] | Should -Be $dfm.Row(2)
        $dfm[-6] | Should -Be $dfm.Row(0)
        $dfm.Matrix[3] | Should -Be $dfm.Matrix.Row(3)
        $accuracy.ConfusionMatrix[1] | Should -Be $accuracy.ConfusionMatrix.Row(1)
        $mu['1'] | Should -Be $mu.Row(1)
    }

    It 'of two numbers gives a cell' {
        $mu[1, 4] | Should -Be $mu.Row(1)[4]
        $mu[-1, -1] | Should -Be $mu.Row(2)[4]
        $dfm[2, 0] | Should -Be $dfm.Row(2)[0]
        $dfm.Matrix[2, 0] | Should -Be $dfm.Row(2)[0]
        $accuracy.ConfusionMatrix[0, 0] | Should -BeOfType long
        $i = 1 | Write-Output
        $mu[$i, $i] | Should -Be $mu.Row(1)[1]
    }

    It 'of a list gives those rows' {
        $rows = $mu[0..1]
        $rows.Count | Should -Be 2
        $rows[1] | Should -Be $mu.Row(1)
        $mu[@()].Count | Should -Be 0
    }

    It 'is an error: <Line>' -ForEach @(
        @{ Line = '$mu[3]' }, @{ Line = '$mu[-4]' }, @{ Line = '$mu[5, 0]' }, @{ Line = '$mu[0, 5]' }, @{ Line = '$mu[0, -6]' }, @{ Line = '$mu[0, 1, 2]' }, @{ Line = '$mu["a"]' }
        @{ Line = '$mu[1.5]' }, @{ Line = '$mu[$null]' }, @{ Line = '$mu[$true]' }, @{ Line = '$mu[0, $null]' }, @{ Line = '$mu[@(0, 9)]' }, @{ Line = '$mu[(0, 1), 0]' }
        @{ Line = '$dfm[6]' }, @{ Line = '$dfm[0, 99]' }, @{ Line = '$dfm.Matrix[99]' }, @{ Line = '$dfm.Matrix[0, 99]' }, @{ Line = '$accuracy.ConfusionMatrix[9, 0]' }
    ) {
        $problem = { & ([scriptblock]::Create($Line)) } | Should -Throw -PassThru
        $problem.Exception.Id | Should -Be 'InvalidIndex'
    }

    It 'is an error for the label of a cluster that a mapping lacks' {
        $accuracy.Mapping[$accuracy.Mapping.Keys[0]] | Should -Be $accuracy.Mapping.Values[0]
        $problem = { $accuracy.Mapping[9] } | Should -Throw -PassThru
        $problem.Exception.Id | Should -Be 'InvalidLabel'
    }

    It 'leaves everything else as it was' {
        $mu.RowCount | Should -Be 3
        @($mu).Count | Should -Be 1
        @($mu | ForEach-Object { $_ }).Count | Should -Be 1
        [bool]$mu | Should -BeTrue
        $mu -eq $mu | Should -BeTrue
        $mu.NoSuchProperty | Should -BeNullOrEmpty
    }
}
