BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -Eta 0.5 -Seed 3 | Invoke-DfmSample -N 100 -DocumentLength 30
    $found = $dfm | Invoke-KMeans -Seed 1
}

Describe 'Get-ClusterDocument' {
    It 'writes the documents nearest to each centre, nearest first' {
        $rows = $found | Get-ClusterDocument
        $rows | Should -HaveCount 15
        $rows | ForEach-Object Rank | Should -Be (@(1..5) * 3)
        $all = $found | Get-ClusterAssignment
        foreach ($cluster in 0..2) {
            $nearest = $all | Where-Object Cluster -EQ $cluster | Sort-Object Distance | Select-Object -First 5
            ($rows | Where-Object Cluster -EQ $cluster).Distance | Should -Be $nearest.Distance
        }
        foreach ($row in $rows) {
            $row.Cluster | Should -Be $found.Labels[$row.Document]
            $row.DocumentName | Should -BeExactly $dfm.DocumentName[$row.Document]
            $row.KnownCluster | Should -Be $dfm.KnownCluster[$row.Document]
            $row.Probability | Should -BeNullOrEmpty
        }
    }

    It 'writes all documents of a cluster that has fewer than -Top' {
        $found | Get-ClusterDocument -Top 1000 | Should -HaveCount 100
        $found | Get-ClusterDocument -Top 1 | Should -HaveCount 3
    }

    It 'breaks ties by the order of the documents' {
        $rows = Invoke-KMeans -InputObject (0, 1), (1, 0), (9, 9) -K 2 -Seed 1 -Restart 3 | Get-ClusterDocument | Where-Object Distance -GT 0
        $rows.Document | Should -Be 0, 1
        $rows[0].KnownCluster | Should -BeNullOrEmpty
    }

    It 'writes the most probable documents first if there are probabilities' {
        $rows = $dfm | Invoke-MixtureGibbs -K 5 -Seed 1 -Burnin 20 -Iteration 60 | Get-ClusterDocument -Top 4
        $rows.Count | Should -BeGreaterThan 4
        foreach ($cluster in $rows | Group-Object Cluster) {
            $probabilities = $cluster.Group.Probability
            $probabilities | Should -Be ($probabilities | Sort-Object -Descending)
            $probabilities | Should -BeGreaterThan 0
        }
    }

    Context 'Texts' {
        BeforeAll {
            $texts = 'the cat purrs', 'a cat sleeps', "shares`nfell", 'the shares rose'
            $table = $texts | ForEach-Object { [pscustomobject]@{ body = $_ } }
            $two = $texts | ConvertTo-Dfm -StopWord English | Invoke-KMeans -K 2 -Seed 1
        }

        It 'shows the texts given as <Name>' -ForEach @(
            @{ Name = 'strings'; Arguments = { @{ Document = $texts } } }
            @{ Name = 'rows'; Arguments = { @{ Document = $table; TextProperty = 'body' } } }
            @{ Name = 'rows with a script block'; Arguments = { @{ Document = $table; TextProperty = { $_.body } } } }
            @{ Name = 'files'; Arguments = { @{ Document = 0..3 | ForEach-Object { New-Item "TestDrive:/text$_.txt" -Value $texts[$_] -Force } } } }
        ) {
            $given = & $Arguments
            $rows = $two | Get-ClusterDocument @given
            $rows | Should -HaveCount 4
            foreach ($row in $rows) { $row.Text | Should -BeExactly $texts[$row.Document] }
            $rows | Out-String | Should -Match 'shares fell'
        }

        It 'has no text by default' {
            ($two | Get-ClusterDocument)[0].Text | Should -BeNullOrEmpty
        }

        It 'refuses texts of other documents' {
            { Get-ClusterDocument $two -Document a, b } | Should -Throw -ErrorId 'ShapeMismatch,*' -ExpectedMessage '*2 texts for 4 documents*'
            { Get-ClusterDocument $two -Document @() } | Should -Throw -ErrorId 'ShapeMismatch,*'
        }

        It 'refuses rows without -TextProperty' {
            { Get-ClusterDocument $two -Document $table } | Should -Throw -ErrorId 'NotText,*' -ExpectedMessage '*-TextProperty*'
        }

        It 'refuses a file that cannot be read' {
            $files = 0..3 | ForEach-Object { [System.IO.FileInfo] (Join-Path $TestDrive "none$_.txt") }
            { Get-ClusterDocument $two -Document $files } | Should -Throw -ErrorId 'FileNotFound,*'
        }

        It 'has the names of clusters after matching' {
            $rows = $two | Resolve-ClusterLabel -Known pets, pets, money, money | Get-ClusterDocument
            foreach ($row in $rows) { $row.ClusterName, $row.KnownClusterName | Should -BeExactly @(@($row.Document -lt 2 ? 'pets' : 'money') * 2) }
        }
    }

    It 'refuses -Top below 1' {
        { Get-ClusterDocument $found -Top 0 } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'can be exported to CSV' {
        $found | Get-ClusterDocument -Top 2 | Export-Csv TestDrive:\documents.csv
        $rows = Import-Csv TestDrive:\documents.csv
        $rows | Should -HaveCount 6
        $rows[0].Rank | Should -Be 1
    }
}
