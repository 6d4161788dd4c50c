BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $notebook = [Text.Json.JsonDocument]::Parse([IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, '..', 'golden', 'notebook.json'))).RootElement
    function Get-Label($element) { , [int[]] @(foreach ($cell in $element.EnumerateArray()) { $cell.GetInt32() }) }
}

Describe 'Measure-ClusterAccuracy' {
    It "has scikit-learn's indices, run <Run> of <Cell>" -ForEach @(
        @{ Run = 0; Cell = 'cell22'; Labels = 'cell19_kmeans' }, @{ Run = 0; Cell = 'cell23'; Labels = 'cell23_kmeans' }
        @{ Run = 1; Cell = 'cell22'; Labels = 'cell19_kmeans' }, @{ Run = 1; Cell = 'cell23'; Labels = 'cell23_kmeans' }
        @{ Run = 2; Cell = 'cell22'; Labels = 'cell19_kmeans' }, @{ Run = 2; Cell = 'cell23'; Labels = 'cell23_kmeans' }
    ) {
        $recorded = $notebook[$Run].GetProperty($Cell)
        $row = Measure-ClusterAccuracy -Known (Get-Label $notebook[$Run].GetProperty('cell18_known_cluster')) -Estimated (Get-Label $notebook[$Run].GetProperty($Labels).GetProperty('labels'))
        $row.Accuracy | Should -Be $recorded.GetProperty('accuracy').GetDouble()
        foreach ($pair in ('AdjustedRandIndex', 'adjusted_rand'), ('RandIndex', 'rand'), ('NormalizedMutualInformation', 'nmi_arithmetic'),
            ('AdjustedMutualInformation', 'ami_arithmetic'), ('Homogeneity', 'homogeneity'), ('Completeness', 'completeness'),
            ('VMeasure', 'v_measure'), ('FowlkesMallows', 'fowlkes_mallows'), ('Purity', 'purity')) {
            [Math]::Abs($row.($pair[0]) - $recorded.GetProperty($pair[1]).GetDouble()) | Should -BeLessThan 1e-12 -Because $pair[0]
        }
        $row.N | Should -Be 1000
        $row.K | Should -Be 3
        $row.ConfusionMatrix[0, 0] | Should -Be $recorded.GetProperty('confusion')[0][0].GetInt64()
    }

    It 'matches clusters whose numbers differ' {
        $row = Measure-ClusterAccuracy -Known 0, 0, 1, 1, 2 -Estimated 1, 1, 0, 0, 0
        $row.Accuracy | Should -Be 0.8
        $row.Mapping.ToString() | Should -Be '0 -> 1, 1 -> 0'
        $row.K | Should -Be 2
    }

    It 'is perfect for the same clusters under other numbers' {
        $row = Measure-ClusterAccuracy -Known 0, 1, 1, 2 -Estimated 7, 3, 3, 5
        foreach ($index in 'Accuracy', 'AdjustedRandIndex', 'RandIndex', 'Purity', 'FowlkesMallows') { $row.$index | Should -Be 1 }
    }

    It 'takes a clustering, and known clusters from elsewhere' {
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

    It 'refuses a clustering of unknown truth' {
        $found = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1
        { Measure-ClusterAccuracy -InputObject $found } | Should -Throw -ErrorId 'NoKnownCluster,*'
    }
}
