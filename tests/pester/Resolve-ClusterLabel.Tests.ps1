BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $dfm = New-MixtureModel -K 3 -Eta 0.5 -Seed 3 | Invoke-DfmSample -N 200 -DocumentLength 30
    $found = $dfm | Invoke-KMeans -Seed 1
}

Describe 'Resolve-ClusterLabel' {
    It 'gives the same clusters under the known numbers' {
        $matched = $found | Resolve-ClusterLabel
        $right = 0
        for ($i = 0; $i -lt 200; $i++) {
            $found.Mapping | Should -BeNullOrEmpty
            $matched.Labels[$i] | Should -Be $matched.Mapping[$found.Labels[$i]]
            if ($matched.Labels[$i] -eq $dfm.KnownCluster[$i]) { $right++ }
        }
        $right / 200 | Should -Be ($found | Measure-ClusterAccuracy).Accuracy
        foreach ($k in 0..2) {
            $from = 0..2 | Where-Object { $matched.Mapping[$_] -eq $k }
            $matched.ClusterSize[$k] | Should -Be $found.ClusterSize[$from]
            $matched.Centers.Row($k) -join ' ' | Should -Be ($found.Centers.Row($from) -join ' ')
        }
    }

    It 'gives clusters without a partner numbers of their own' {
        $matched = $dfm | Invoke-KMeans -K 5 -Seed 1 | Resolve-ClusterLabel
        $matched.ClusterLabel -join ' ' | Should -Be '0 1 2 3 4'
        $values = 0..4 | ForEach-Object { $matched.Mapping[$_] }
        @($values | Where-Object { $_ -eq -1 }) | Should -HaveCount 2
    }

    It 'takes labels from elsewhere' {
        $two = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1
        ($two | Resolve-ClusterLabel -Known 1, 1, 0).Labels -join ' ' | Should -Be '1 1 0'
    }

    It 'refuses clusters that are not known, or not as many' {
        $two = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1
        { Resolve-ClusterLabel -InputObject $two } | Should -Throw -ErrorId 'NoKnownCluster,*'
        { Resolve-ClusterLabel -InputObject $two -Known 0, 1 } | Should -Throw -ErrorId 'LabelLengthMismatch,*'
        { Resolve-ClusterLabel -InputObject $two -Known 0, 1, -1 } | Should -Throw -ErrorId 'InvalidLabel,*'
    }
}
