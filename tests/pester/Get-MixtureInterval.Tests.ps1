BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -J 12 -Eta 0.5 -Seed 3 | Invoke-DfmSample -N 120 -DocumentLength 20
    $em = $dfm | Invoke-MixtureEM -Restart 3 -Seed 1 | Resolve-ClusterLabel
    $gibbs = $dfm | Invoke-MixtureGibbs -K 3 -Alpha 1 -Beta 0.5 -Iteration 40 -Seed 1 -WarningAction Ignore
}

Describe 'Get-MixtureInterval' {
    It 'writes one row per cluster by default' {
        $rows = $em | Get-MixtureInterval
        $rows | Should -HaveCount 3
        $rows.Cluster | Should -Be $em.ClusterLabel
        $rows.Method | Should -Be (@('Information') * 3)
        foreach ($row in $rows) {
            $row.Estimate | Should -Be $em.Alpha[$em.ClusterLabel.IndexOf($row.Cluster)]
            $row.Lower | Should -BeLessThan $row.Estimate
            $row.Upper | Should -BeGreaterThan $row.Estimate
            $row.StandardError | Should -BeGreaterThan 0
            $row.Level | Should -Be 0.95
            $row.Seed | Should -BeNullOrEmpty
        }
    }

    It 'writes the top words of each cluster' {
        $rows = $em | Get-MixtureInterval -Of Word -Top 4
        $rows | Should -HaveCount 12
        $terms = $em | Get-ClusterTerm -Top 4
        $rows | ForEach-Object Rank | Should -Be (@(1..4) * 3)
        foreach ($row in $rows) {
            $row.Estimate | Should -Be $em.Mu[$em.ClusterLabel.IndexOf($row.Cluster), $dfm.Vocabulary.IndexOf($row.Word)]
            $row.Lower, $row.Estimate, $row.Upper | Should -Be ($row.Lower, $row.Estimate, $row.Upper | Sort-Object)
        }
        $rows[0].Word | Should -BeExactly $terms[0].Term
        $em | Get-MixtureInterval -Of Word -Top 1000 | Should -HaveCount 36
    }

    It 'writes a set of clusters for each document' {
        $rows = $em | Get-MixtureInterval -Of Label -Seed 1 -Replicate 20 -Level 0.9
        $rows | Should -HaveCount 120
        $rows.Document | Should -Be (0..119)
        foreach ($row in $rows) {
            $row.DocumentName | Should -BeExactly $dfm.DocumentName[$row.Document]
            $row.Cluster | Should -Be $em.Labels[$row.Document]
            $set = $row.LabelSet -split ', '
            $set | Should -HaveCount $row.SetSize
            $row.SetProbability | Should -BeGreaterOrEqual 0.9
            $row.Seed | Should -Be 1
        }
        ($rows | Where-Object SetSize -EQ 1).Count | Should -BeGreaterThan 0
    }

    It 'has wider intervals at a higher level: <Of>' -ForEach @(@{ Of = 'Share' }, @{ Of = 'Word' }) {
        foreach ($clustering in $em, $gibbs) {
            $low = $clustering | Get-MixtureInterval -Of $Of -Level 0.5
            $high = $clustering | Get-MixtureInterval -Of $Of -Level 0.99
            foreach ($i in 0..($low.Count - 1)) { ($high[$i].Upper - $high[$i].Lower) | Should -BeGreaterThan ($low[$i].Upper - $low[$i].Lower) }
        }
    }

    It 'takes intervals of Gibbs sampling from the posterior distribution: <Of>' -ForEach @(@{ Of = 'Share' }, @{ Of = 'Word' }, @{ Of = 'Label' }) {
        $rows = $gibbs | Get-MixtureInterval -Of $Of
        $rows.Method | Select-Object -Unique | Should -Be Posterior
    }

    It 'bootstraps with the same seed to the same rows for any number of threads: <Of>' -ForEach @(@{ Of = 'Share' }, @{ Of = 'Word' }, @{ Of = 'Label' }) {
        $one = $em | Get-MixtureInterval -Of $Of -Method Bootstrap -Replicate 10 -Seed 5 -ThrottleLimit 1
        $two = $em | Get-MixtureInterval -Of $Of -Method Bootstrap -Replicate 10 -Seed 5 -ThrottleLimit 2
        ($two | ConvertTo-Json) | Should -BeExactly ($one | ConvertTo-Json)
        $one[0].Seed | Should -Be 5
        $one[0].Method | Should -Be Bootstrap
        $other = $em | Get-MixtureInterval -Of $Of -Method Bootstrap -Replicate 10
        $other[0].Seed | Should -Not -BeNullOrEmpty
    }

    It 'has the names of clusters after matching' {
        $known = $dfm.KnownCluster | ForEach-Object { @('pets', 'money', 'art')[$_] }
        $named = $dfm | Invoke-MixtureEM -Restart 3 -Seed 1 | Resolve-ClusterLabel -Known $known
        foreach ($row in $named | Get-MixtureInterval -Of Word -Top 2) { $row.ClusterName | Should -BeExactly $named.Mapping.KnownClusterName[$row.Cluster] }
        ($named | Get-MixtureInterval).ClusterName | Should -BeExactly $named.ClusterName
        foreach ($row in $named | Get-MixtureInterval -Of Label -Replicate 5) {
            foreach ($name in $row.LabelSet -split ', ') { $name | Should -BeIn pets, money, art }
        }
    }

    It 'bootstraps Dirichlet-multinomial clusters' {
        $rows = $dfm | Invoke-MixtureEM -Component DirichletMultinomial -Restart 2 -Seed 1 -WarningAction Ignore | Get-MixtureInterval -Replicate 5 -Seed 1
        $rows.Method | Select-Object -Unique | Should -Be Bootstrap
    }

    It 'has no width where parameters were given' {
        $rows = $dfm | Invoke-MixtureEM -Model $dfm.Model | Get-MixtureInterval
        foreach ($row in $rows) {
            $row.Lower | Should -Be $row.Estimate
            $row.Upper | Should -Be $row.Estimate
            $row.Method | Should -Be Fixed
        }
    }

    It 'works for a clustering from a file' {
        $em | Export-MixtureModel TestDrive:\em.json -Force
        (Import-MixtureModel TestDrive:\em.json | Get-MixtureInterval | ConvertTo-Json) | Should -BeExactly ($em | Get-MixtureInterval | ConvertTo-Json)
    }

    It 'survives <Name>: <Of>' -ForEach $(
        foreach ($of in 'Share', 'Word', 'Label') {
            @{ Of = $of; Name = 'Export-Csv'; Trip = { $rows | Export-Csv TestDrive:\rows.csv; Import-Csv TestDrive:\rows.csv } }
            @{ Of = $of; Name = 'ConvertTo-Json'; Trip = { $rows | ConvertTo-Json | ConvertFrom-Json } }
            @{ Of = $of; Name = 'Export-Clixml'; Trip = { $rows | Export-Clixml TestDrive:\rows.xml; Import-Clixml TestDrive:\rows.xml } }
        }
    ) {
        $rows = $em | Get-MixtureInterval -Of $Of -Seed 1 -Replicate 5 | Select-Object -First 5
        $after = @(& $Trip)
        $after | Should -HaveCount $rows.Count
        foreach ($i in 0..($rows.Count - 1)) {
            foreach ($property in $rows[$i].PSObject.Properties.Name) {
                $value = $rows[$i].$property
                $back = $after[$i].$property

                # Export-Csv writes numbers in the current culture.
                $back = $value -isnot [double] ? "$back" : $back -is [string] ? [double]::Parse($back, [cultureinfo]::CurrentCulture) : $back
                $back | Should -BeExactly ($value -is [double] ? $value : "$value") -Because $property
            }
        }
    }

    It 'fits a table into 80 columns: <Of>' -ForEach @(@{ Of = 'Share' }, @{ Of = 'Word' }, @{ Of = 'Label' }) {
        $lines = ($em | Get-MixtureInterval -Of $Of -Seed 1 -Replicate 5 | Out-String -Width 80) -split '\r?\n' | Where-Object { $_.Trim() }
        $lines[0] | Should -Match '^ *(Cluster|Document) '
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $lines[0] | Should -Match ($Of -eq 'Label' ? 'SetProbability' : 'StandardError')
    }

    It 'refuses a k-means clustering' {
        { $dfm | Invoke-KMeans -K 3 -Seed 1 | Get-MixtureInterval -ErrorAction Stop } | Should -Throw -ErrorId 'NoLikelihood,*' -ExpectedMessage '*Invoke-MixtureEM*'
    }

    It 'refuses a clustering without its documents' {
        $em | Export-MixtureModel TestDrive:\bare.json -ExcludeDocument -Force
        { Import-MixtureModel TestDrive:\bare.json | Get-MixtureInterval -ErrorAction Stop } | Should -Throw -ErrorId 'DocumentsNeeded,*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = '-Level 1'; Options = @{ Level = 1 }; Id = 'InvalidOption' }
        @{ Name = '-Level 0'; Options = @{ Level = 0 }; Id = 'InvalidOption' }
        @{ Name = '-Replicate 1'; Options = @{ Replicate = 1 }; Id = 'InvalidOption' }
        @{ Name = '-Top 0'; Options = @{ Top = 0 }; Id = 'InvalidOption' }
        @{ Name = '-Method Posterior for EM'; Options = @{ Method = 'Posterior' }; Id = 'InvalidOption' }
        @{ Name = '-Method Fixed'; Options = @{ Method = 'Fixed' }; Id = 'InvalidOption' }
    ) {
        { Get-MixtureInterval $em @Options } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses other methods for Gibbs sampling' {
        { Get-MixtureInterval $gibbs -Method Bootstrap } | Should -Throw -ErrorId 'InvalidOption,*' -ExpectedMessage '*posterior*'
    }

    It 'names the bootstrap where there is no information' {
        $polya = $dfm | Invoke-MixtureEM -Component DirichletMultinomial -Restart 1 -Seed 1 -WarningAction Ignore
        { Get-MixtureInterval $polya -Method Information } | Should -Throw -ErrorId 'InformationUnavailable,*' -ExpectedMessage '*-Method Bootstrap*'
    }

    It 'has help' {
        $help = Get-Help Get-MixtureInterval
        $help.Synopsis | Should -Match 'intervals'
        $help.Description.Text -join ' ' | Should -Match 'Bootstrap'
    }
}
