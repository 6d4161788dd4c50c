BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 4 -J 60 -Eta 0.05 -Seed 7 | Invoke-DfmSample -N 600 -DocumentLength 40
}

Describe 'Invoke-KMeans with other methods and metrics' {
    It 'recovers clear clusters with -Method <Method> -Metric <Metric> and names the method' -ForEach @(
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
        "$($again.Labels)" | Should -BeExactly "$($found.Labels)"
    }

    It 'compares directions only with -Metric Cosine' {
        $found = Invoke-KMeans -InputObject (1, 0), (90, 2), (0, 3), (1, 70) -K 2 -Metric Cosine -Seed 1
        $found.Labels[0] | Should -Be $found.Labels[1]
        $found.Labels[2] | Should -Be $found.Labels[3]
        $found.Labels[0] | Should -Not -Be $found.Labels[2]
        $distance = ($found | Get-ClusterAssignment)[1].Distance
        $distance | Should -BeApproximately 0 -Tolerance 0.001
    }

    It 'counts documents without a direction and warns of them' {
        $found = Invoke-KMeans -InputObject (1, 0), (2, 0), (0, 1), (0, 0) -K 2 -Metric Cosine -Seed 1 -WarningVariable warning -WarningAction SilentlyContinue
        $found.EmptyDocumentCount | Should -Be 1
        $found.Labels[3] | Should -Be $found.Labels[0]
        "$warning" | Should -BeLike '1 of 4 documents has no tokens*'
    }

    It 'uses mini-batches if -BatchSize is given' {
        ($dfm | Invoke-KMeans -BatchSize 50 -Seed 1).Method | Should -BeExactly 'mini-batch k-means'
        ($dfm | Invoke-KMeans -Seed 1).Method | Should -BeExactly 'k-means'
    }

    It 'bisects one of the clusters of the fit with K - 1 clusters' {
        $three = $dfm | Invoke-KMeans -K 3 -Method Bisecting -Seed 2
        $four = $dfm | Invoke-KMeans -K 4 -Method Bisecting -Seed 2
        0..599 | Where-Object { $four.Labels[$_] -notin $three.Labels[$_], 3 } | Should -BeNullOrEmpty
        $four.Inertia | Should -BeLessThan $three.Inertia
    }

    It 'warns once if <Method> does not converge, unless warnings are off' -ForEach @(
        @{ Method = 'Lloyd' }
        @{ Method = 'Bisecting' }
    ) {
        $found = $dfm | Invoke-KMeans -Method $Method -MaxIteration 1 -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
        $found.Converged | Should -BeFalse
        $found.ConvergenceStatus | Should -BeLike 'not converged within *'
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike '*not converge*Raise -MaxIteration.'
        $null = $dfm | Invoke-KMeans -Method $Method -Seed 1 -WarningVariable none
        $none | Should -BeNullOrEmpty
        $dfm | Invoke-KMeans -Method $Method -MaxIteration 1 -Seed 1 -WarningAction Ignore 3>&1 | Should -HaveCount 1
    }

    It 'keeps the differences of a plain matrix far from zero with -Method <_>' -ForEach Lloyd, Bisecting, MiniBatch {
        $found = Invoke-KMeans -InputObject (1000000000.25, 0), (1000000000.5, 0), (1000000009, 0), (1000000009.5, 0) -K 2 -Method $_ -BatchSize 4 -Seed 0 -WarningAction SilentlyContinue
        $found.Labels[0] | Should -Be $found.Labels[1]
        $found.Labels[2] | Should -Be $found.Labels[3]
        $found.Labels[0] | Should -Not -Be $found.Labels[2]
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'an empty batch'; Parameters = @{ K = 2; BatchSize = 0 }; Id = 'InvalidOption' }
        @{ Name = 'more clusters than directions'; Parameters = @{ K = 3; Metric = 'Cosine' }; Id = 'TooManyClusters' }
        @{ Name = 'initial centres for bisecting'; Parameters = @{ K = 2; Method = 'Bisecting'; InitialCenter = (0, 0), (1, 1) }; Id = 'InvalidOption' }
    ) {
        { Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) @Parameters } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses documents without any token' {
        { Invoke-KMeans -InputObject (0, 0), (0, 0) -K 1 -Metric Cosine } | Should -Throw -ErrorId 'NoTokens,*'
    }
}
