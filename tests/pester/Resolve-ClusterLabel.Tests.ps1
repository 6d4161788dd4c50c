BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -Eta 0.5 -Seed 3 | Invoke-DfmSample -N 200 -DocumentLength 30
    $found = $dfm | Invoke-KMeans -Seed 1
}

Describe 'Resolve-ClusterLabel' {
    It 'renumbers the clusters to match the known ones' {
        $found.Mapping | Should -BeNullOrEmpty
        $matched = $found | Resolve-ClusterLabel
        0..199 | Where-Object { $matched.Labels[$_] -ne $matched.Mapping[$found.Labels[$_]] } | Should -BeNullOrEmpty
        $correct = @(0..199 | Where-Object { $matched.Labels[$_] -eq $dfm.KnownCluster[$_] }).Count
        $correct / 200 | Should -Be ($found | Measure-ClusterAccuracy).Accuracy
        foreach ($k in 0..2) {
            $from = 0..2 | Where-Object { $matched.Mapping[$_] -eq $k }
            $matched.ClusterSize[$k] | Should -Be $found.ClusterSize[$from]
            $matched.Centers.Row($k) | Should -Be $found.Centers.Row($from)
        }
    }

    It 'gives unmatched clusters numbers above the known ones' {
        $matched = $dfm | Invoke-KMeans -K 5 -Seed 1 | Resolve-ClusterLabel
        $matched.ClusterLabel | Should -Be 0, 1, 2, 3, 4
        0..4 | Where-Object { $matched.Mapping[$_] -eq -1 } | Should -HaveCount 2
    }

    It 'takes -Known clusters' {
        $two = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1
        ($two | Resolve-ClusterLabel -Known 1, 1, 0).Labels | Should -Be 1, 1, 0
    }

    It 'names the clusters' {
        $two = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1
        $two.ClusterName | Should -BeExactly 'cluster0', 'cluster1'
        $named = $two | Resolve-ClusterLabel -Known pets, pets, money
        $named.ClusterName | Should -BeExactly 'pets', 'money'
        $named.Labels | Should -Be 0, 0, 1
        $named.Centers.RowNames | Should -BeExactly 'pets', 'money'
        $named.Dfm.KnownClusterName | Should -BeExactly 'pets', 'money'
        ($named | Get-ClusterAssignment).KnownClusterName | Should -BeExactly 'pets', 'pets', 'money'
        ($named | Measure-ClusterAccuracy).Accuracy | Should -Be 1
        $named | Out-String | Should -Match '(?m)^pets .*\n *money '
    }

    It 'gives names the numbers that they have in the DFM' {
        $rows = [pscustomobject]@{ t = 'cat cat'; l = 'pets' }, [pscustomobject]@{ t = 'shares'; l = 'money' }
        $found = $rows | ConvertTo-Dfm -TextProperty t -LabelProperty l | Invoke-KMeans -K 2 -Seed 1
        $named = $found | Resolve-ClusterLabel -Known money, pets
        $named.Labels | Should -Be 1, 0
        $named.ClusterName | Should -BeExactly 'pets', 'money'
    }

    It 'refuses known clusters that are missing, too few or invalid' {
        $two = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1
        { Resolve-ClusterLabel -InputObject $two } | Should -Throw -ErrorId 'NoKnownCluster,*'
        { Resolve-ClusterLabel -InputObject $two -Known 0, 1 } | Should -Throw -ErrorId 'LabelLengthMismatch,*'
        { Resolve-ClusterLabel -InputObject $two -Known 0, 1, -1 } | Should -Throw -ErrorId 'InvalidLabel,*'
    }
}
