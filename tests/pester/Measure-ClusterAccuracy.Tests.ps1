BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $notebook = Get-Golden notebook
}

Describe 'Measure-ClusterAccuracy' {
    It "has scikit-learn's indices for <Cell> of run <Run>" -ForEach @(
        foreach ($run in 0, 1, 2) {
            @{ Run = $run; Cell = 'cell22'; Clustering = 'cell19_kmeans' }
            @{ Run = $run; Cell = 'cell23'; Clustering = 'cell23_kmeans' }
        }
    ) {
        $recorded = $notebook[$Run].$Cell
        $row = Measure-ClusterAccuracy -Known $notebook[$Run].cell18_known_cluster -Estimated $notebook[$Run].$Clustering.labels
        $row.Accuracy | Should -Be $recorded.accuracy
        $indices = @{
            AdjustedRandIndex           = 'adjusted_rand'
            RandIndex                   = 'rand'
            NormalizedMutualInformation = 'nmi_arithmetic'
            AdjustedMutualInformation   = 'ami_arithmetic'
            Homogeneity                 = 'homogeneity'
            Completeness                = 'completeness'
            VMeasure                    = 'v_measure'
            FowlkesMallows              = 'fowlkes_mallows'
            Purity                      = 'purity'
        }
        foreach ($index in $indices.Keys) { $row.$index | Should -BeApproximately $recorded.($indices[$index]) -Because "it is $index" }
        $row.N | Should -Be 1000
        $row.K | Should -Be 3
        foreach ($i in 0..2) { $row.ConfusionMatrix.Row($i) | Should -Be $recorded.confusion[$i] }
    }

    It 'matches clusters with different numbers' {
        $row = Measure-ClusterAccuracy -Known 0, 0, 1, 1, 2 -Estimated 1, 1, 0, 0, 0
        $row.Accuracy | Should -Be 0.8
        "$($row.Mapping)" | Should -BeExactly '0 -> 1, 1 -> 0'
        $row.K | Should -Be 2
    }

    It 'is 1 for the same clusters with different numbers' {
        $row = Measure-ClusterAccuracy -Known 0, 1, 1, 2 -Estimated 7, 3, 3, 5
        foreach ($index in 'Accuracy', 'AdjustedRandIndex', 'RandIndex', 'Purity', 'FowlkesMallows') { $row.$index | Should -Be 1 }
    }

    It 'takes a clustering with -Known clusters' {
        $found = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1
        ($found | Measure-ClusterAccuracy -Known 0, 0, 1).Accuracy | Should -Be 1
    }

    It 'takes names as known clusters' {
        $found = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1
        $row = $found | Measure-ClusterAccuracy -Known pets, pets, money
        $row.Accuracy | Should -Be 1
        $row.ConfusionMatrix.RowNames | Should -BeExactly 'known pets', 'known money'
        $row.ConfusionMatrix.ColumnNames | Should -BeExactly 'estimated 0', 'estimated 1'
        $row.Mapping.KnownClusterName | Should -BeExactly 'pets', 'money'
        ($found | Measure-ClusterAccuracy -Known ([System.Collections.Generic.List[string]] ('pets', 'pets', 'money'))).Accuracy | Should -Be 1
    }

    It 'compares two lists of names, which share their numbering' {
        $row = Measure-ClusterAccuracy -Known pets, pets, money -Estimated money, pets, money
        $row.Accuracy | Should -BeApproximately (2 / 3)
        $row.ConfusionMatrix.RowNames | Should -BeExactly 'known pets', 'known money'
        $row.ConfusionMatrix.ColumnNames | Should -BeExactly 'estimated pets', 'estimated money'
        $row.ConfusionMatrix.Row(0) | Should -Be 1, 1
        $row.ConfusionMatrix.Row(1) | Should -Be 0, 1
        "$($row.Mapping)" | Should -BeExactly '0 (pets) -> 0 (pets), 1 (money) -> 1 (money)'
    }

    It 'reads the columns of a table: <Name>' -ForEach @(
        @{ Name = 'numbers as text'; Known = '2', '0', '2' }
        @{ Name = 'decimals of floating-point columns'; Known = '2.0', '0.0', '2.0' }
        @{ Name = 'whole numbers of another type'; Known = 2.0, 0L, [decimal] 2 }
    ) {
        $row = Measure-ClusterAccuracy -Known $Known -Estimated '1', '0', '1'
        $row.Accuracy | Should -Be 1
        $row.ConfusionMatrix.RowNames | Should -BeExactly 'known 0', 'known 2'
        "$($row.Mapping)" | Should -BeExactly '0 -> 0, 1 -> 2'
    }

    It 'names the estimated clusters of a matched clustering' {
        $dfm = [pscustomobject]@{ t = 'cat cat'; l = 'pets' }, [pscustomobject]@{ t = 'cat'; l = 'pets' }, [pscustomobject]@{ t = 'shares shares shares'; l = 'my money' } |
            ConvertTo-Dfm -TextProperty t -LabelProperty l
        $matrix = ($dfm | Invoke-KMeans -K 2 -Seed 1 | Resolve-ClusterLabel | Measure-ClusterAccuracy).ConfusionMatrix
        $matrix.RowNames | Should -BeExactly 'known pets', 'known my money'
        $matrix.ColumnNames | Should -BeExactly 'estimated pets', 'estimated my money'
        $matrix | Out-String | Should -Match 'known my money +0 +1'
    }

    It 'refuses a label that is <Name>, with its position' -ForEach @(
        @{ Name = 'null'; Labels = $null, 1, 1; Position = 0 }
        @{ Name = 'empty text'; Labels = 'a', '', 'b'; Position = 1 }
        @{ Name = 'blank text'; Labels = '1', '0', ' '; Position = 2 }
        @{ Name = 'a null of a database'; Labels = 1, [System.DBNull]::Value, 0; Position = 1 }
        @{ Name = 'not a number'; Labels = 1, [double]::NaN, 0; Position = 1 }
        @{ Name = 'a fraction'; Labels = 0, 1.5, 1; Position = 1 }
        @{ Name = 'a fraction as text'; Labels = '0', '2.4', '1'; Position = 1 }
        @{ Name = 'a list'; Labels = 0, (1, 2), 1; Position = 1 }
        @{ Name = 'a row'; Labels = [pscustomobject]@{ a = 1 }, [pscustomobject]@{ a = 1 }, [pscustomobject]@{ a = 2 }; Position = 0 }
    ) {
        { Measure-ClusterAccuracy -Known $Labels -Estimated 0, 1, 1 } | Should -Throw -ErrorId 'InvalidLabel,*' -ExpectedMessage "*known label of document $Position is*"
        { Measure-ClusterAccuracy -Known 0, 1, 1 -Estimated $Labels } | Should -Throw -ErrorId 'InvalidLabel,*' -ExpectedMessage "*estimated label of document $Position is*"
        $found = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1
        { Measure-ClusterAccuracy $found -Known $Labels } | Should -Throw -ErrorId 'InvalidLabel,*'
        { Resolve-ClusterLabel $found -Known $Labels } | Should -Throw -ErrorId 'InvalidLabel,*'
    }

    It 'refuses -Known without a value' {
        $found = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 10 | Invoke-KMeans -Seed 1
        { Measure-ClusterAccuracy -InputObject $found -Known $null } | Should -Throw -ErrorId 'EmptyLabels,*'
        { Measure-ClusterAccuracy -Known $null -Estimated 0, 1 } | Should -Throw -ErrorId 'EmptyLabels,*'
        { Measure-ClusterAccuracy -Known 0, 1 -Estimated $null } | Should -Throw -ErrorId 'EmptyLabels,*'
        { Resolve-ClusterLabel -InputObject $found -Known $null } | Should -Throw -ErrorId 'EmptyLabels,*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'labels of different lengths'; Known = 0, 1; Estimated = @(0); Id = 'LabelLengthMismatch' }
        @{ Name = 'no labels'; Known = @(); Estimated = @(); Id = 'EmptyLabels' }
        @{ Name = 'negative labels'; Known = 0, -1; Estimated = 0, 1; Id = 'InvalidLabel' }
    ) {
        { Measure-ClusterAccuracy -Known $Known -Estimated $Estimated } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses a clustering whose known clusters are missing' {
        $found = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1
        { Measure-ClusterAccuracy -InputObject $found } | Should -Throw -ErrorId 'NoKnownCluster,*'
    }
}
