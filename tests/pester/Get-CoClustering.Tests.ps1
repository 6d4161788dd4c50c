BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -J 20 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 40 -DocumentLength 6
    $clustering = $dfm | Invoke-MixtureGibbs -K 3 -Seed 1 -WarningAction SilentlyContinue
}

Describe 'Get-CoClustering' {
    It 'returns a symmetric matrix with ones on its diagonal, named by the documents' {
        $together = $clustering | Get-CoClustering
        $together.RowCount, $together.ColumnCount | Should -Be 40, 40
        $together.RowNames[3] | Should -BeExactly 'doc3'
        $together.ColumnNames[39] | Should -BeExactly 'doc39'
        foreach ($i in 0, 5, 39) {
            $together[$i, $i] | Should -Be 1
            $together[$i, 7] | Should -Be $together[7, $i]
            $together[$i, 7] | Should -BeGreaterOrEqual 0
            $together[$i, 7] | Should -BeLessOrEqual 1
        }
    }

    It 'returns shares of the draws' {
        $together = $clustering | Get-CoClustering
        foreach ($j in 1..39) {
            $draws = $together[0, $j] * $clustering.DrawCount
            $draws | Should -BeApproximately ([Math]::Round($draws)) -Tolerance 1e-9 -Because 'it is a number of draws'
        }
    }

    It 'agrees with the labels where the draws do' {
        $together = $clustering | Get-CoClustering
        $same = $other = 0
        foreach ($i in 0..39) {
            foreach ($j in 0..39) {
                if ($clustering.Labels[$i] -eq $clustering.Labels[$j]) { $same += $together[$i, $j] / 1600 } else { $other += $together[$i, $j] / 1600 }
            }
        }
        $same | Should -BeGreaterThan (2 * $other)
    }

    It 'returns some documents in the given order' {
        $together = $clustering | Get-CoClustering
        $some = $clustering | Get-CoClustering -Document 9, 2..3
        $some.RowNames | Should -Be doc9, doc2, doc3
        $some[0, 2] | Should -Be $together[9, 3]
    }

    It 'works on a clustering from Clixml and from a model file' {
        $path = Join-Path $TestDrive gibbs.xml
        $clustering | Export-Clixml $path
        (Import-Clixml $path | Get-CoClustering)[1, 2] | Should -Be ($clustering | Get-CoClustering)[1, 2]
        $model = Join-Path $TestDrive gibbs.json
        $clustering | Export-MixtureModel $model
        (Import-MixtureModel $model | Get-CoClustering)[1, 2] | Should -Be ($clustering | Get-CoClustering)[1, 2]
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a document that does not exist'; Document = 40; Id = 'InvalidOption' }
        @{ Name = 'a negative document'; Document = -1; Id = 'InvalidOption' }
    ) {
        { $clustering | Get-CoClustering -Document $Document } | Should -Throw -ErrorId "$Id,MixturePS.Commands.GetCoClusteringCommand"
    }

    It 'refuses a clustering by another method' {
        { $dfm | Invoke-KMeans -K 3 -Seed 1 | Get-CoClustering -ErrorAction Stop } | Should -Throw
    }

    It 'returns one object for each clustering' {
        $clustering, $clustering | Get-CoClustering | Should -HaveCount 2
    }
}
