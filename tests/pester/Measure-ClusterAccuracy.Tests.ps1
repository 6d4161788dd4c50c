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
