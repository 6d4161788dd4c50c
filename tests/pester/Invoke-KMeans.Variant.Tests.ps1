BeforeAll { Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force }

Describe 'Invoke-KMeans by other metrics and methods' {
    BeforeAll {
        $dfm = New-MixtureModel -K 4 -J 60 -Eta 0.05 -Seed 7 | Invoke-DfmSample -N 600 -DocumentLength 40
    }

    It 'finds clear clusters by <Method> and <Metric> and says how' -ForEach @(
        @{ Method = 'Lloyd'; Metric = 'Cosine'; Name = 'spherical k-means' }
        @{ Method = 'Bisecting'; Metric = 'Euclidean'; Name = 'bisecting k-means' }
        @{ Method = 'Bisecting'; Metric = 'Cosine'; Name = 'spherical bisecting k-means' }
        @{ Method = 'MiniBatch'; Metric = 'Euclidean'; Name = 'mini-batch k-means' }
        @{ Method = 'MiniBatch'; Metric = 'Cosine'; Name = 'spherical mini-batch k-means' }
    ) {
        $found = $dfm | Invoke-KMeans -Method $Method -Metric $Metric -Seed 5
        $found.Method | Should -BeExactly $Name
        ($found | Measure-ClusterAccuracy).AdjustedRandIndex | Should -BeGreaterThan 0.95
        $again = $dfm | Invoke-KMeans -Method $Method -Metric $Metric -Seed $found.Seed -ThrottleLimit 1
        ($again.Labels -join ' ') | Should -BeExactly ($found.Labels -join ' ')
    }

    It 'compares documents by direction alone' {
        $found = Invoke-KMeans -InputObject (1, 0), (90, 2), (0, 3), (1, 70) -K 2 -Metric Cosine -Seed 1
        $found.Labels[0] | Should -Be $found.Labels[1]
        $found.Labels[2] | Should -Be $found.Labels[3]
        $found.Labels[0] | Should -Not -Be $found.Labels[2]
        @($found | Get-ClusterAssignment)[1].Distance | Should -BeLessThan 0.001
    }

    It 'counts documents that have no direction and says so' {
        $found = Invoke-KMeans -InputObject (1, 0), (2, 0), (0, 1), (0, 0) -K 2 -Metric Cosine -Seed 1 -WarningVariable warning -WarningAction SilentlyContinue
        $found.EmptyDocumentCount | Should -Be 1
        $found.Labels[3] | Should -Be $found.Labels[0]
        "$warning" | Should -BeLike '1 of 4 documents have no tokens*'
    }

    It 'takes a batch size as a wish for batches' {
        ($dfm | Invoke-KMeans -BatchSize 50 -Seed 1).Method | Should -BeExactly 'mini-batch k-means'
        ($dfm | Invoke-KMeans -Seed 1).Method | Should -BeExactly 'k-means'
    }

    It 'splits the clusters that it had for one cluster less' {
        $three = $dfm | Invoke-KMeans -K 3 -Method Bisecting -Seed 2
        $four = $dfm | Invoke-KMeans -K 4 -Method Bisecting -Seed 2
        for ($i = 0; $i -lt 600; $i += 7) { $four.Labels[$i] | Should -BeIn @($three.Labels[$i], 3) }
        $four.Inertia | Should -BeLessThan $three.Inertia
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'an empty batch'; Parameters = @{ K = 2; BatchSize = 0 }; Id = 'InvalidOption' }
        @{ Name = 'more clusters than directions'; Parameters = @{ K = 3; Metric = 'Cosine' }; Id = 'TooManyClusters' }
        @{ Name = 'centres for bisecting'; Parameters = @{ K = 2; Method = 'Bisecting'; InitialCenter = (0, 0), (1, 1) }; Id = 'InvalidOption' }
    ) {
        { Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) @Parameters } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses documents without any token' {
        { Invoke-KMeans -InputObject (0, 0), (0, 0) -K 1 -Metric Cosine } | Should -Throw -ErrorId 'NoTokens,*'
    }
}
