BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Vocabulary (0..39).ForEach{ "w$_" } -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 150
    $new = $model | Invoke-DfmSample -N 20
}

Describe 'Invoke-ClusterPrediction' {
    It 'writes a row for each document with its distance' {
        $clustering = $dfm | Invoke-KMeans -Seed 42
        $rows = $dfm | Invoke-ClusterPrediction -Clustering $clustering
        $rows | Should -HaveCount 150
        $rows.Cluster | Should -Be $clustering.Labels
        $distances = $clustering.DistanceFromCenter()
        foreach ($i in 0..149) { $rows[$i].Distance | Should -BeApproximately $distances[$i] }
        $rows[3].DocumentName | Should -BeExactly 'doc3'
        $rows[3].KnownCluster | Should -Be $dfm.KnownCluster[3]
        $rows[3].Probability | Should -BeNullOrEmpty
        $rows[3].UnseenTokens | Should -Be 0
    }

    It 'writes the probability under a mixture, or all probabilities as one matrix' {
        $clustering = $dfm | Invoke-MixtureEM -Restart 2 -Seed 1 | Resolve-ClusterLabel
        $rows = $new | Invoke-ClusterPrediction $clustering
        $matrix = $new | Invoke-ClusterPrediction $clustering -AsMatrix
        $matrix | Should -HaveCount 1
        $matrix.RowCount | Should -Be 20
        $matrix.ColumnCount | Should -Be 3
        foreach ($i in 0..19) {
            ($matrix.Row($i) | Measure-Object -Sum).Sum | Should -BeApproximately 1
            $rows[$i].Probability | Should -Be $matrix[$i, $rows[$i].Cluster]
            $rows[$i].Distance | Should -BeNullOrEmpty
        }
        @($rows | Where-Object { $_.Cluster -eq $_.KnownCluster }).Count | Should -BeGreaterThan 17
    }

    It 'names the clusters, the known clusters and the columns of the matrix' {
        $rows = [pscustomobject]@{ t = 'cat cat'; l = 'pets' }, [pscustomobject]@{ t = 'cat'; l = 'pets' }, [pscustomobject]@{ t = 'shares shares'; l = 'money' }
        $named = $rows | ConvertTo-Dfm -TextProperty t -LabelProperty l | Invoke-MixtureEM -K 2 -Seed 1 | Resolve-ClusterLabel
        $other = $rows[2, 0] | ConvertTo-Dfm -TextProperty t -LabelProperty l -Vocabulary $named.Dfm
        $predicted = $other | Invoke-ClusterPrediction $named
        $predicted.ClusterName | Should -BeExactly 'money', 'pets'
        $predicted.KnownClusterName | Should -BeExactly 'money', 'pets'
        (Measure-ClusterAccuracy -Known $predicted.KnownClusterName -Estimated $predicted.ClusterName).Accuracy | Should -Be 1
        ($other | Invoke-ClusterPrediction $named -AsMatrix).ColumnNames | Should -BeExactly $named.ClusterName
        ($other | Invoke-ClusterPrediction ($named.Dfm | Invoke-KMeans -K 2 -Seed 1))[0].ClusterName | Should -BeNullOrEmpty
    }

    It 'predicts the labels of the fit for <Name>' -ForEach @(
        @{ Name = 'spherical k-means'; Fit = { $dfm | Invoke-KMeans -Seed 42 -Metric Cosine } }
        @{ Name = 'Gibbs sampling'; Fit = { $dfm | Invoke-MixtureGibbs -K 10 -Seed 1 } }
        @{ Name = 'Dirichlet-multinomial EM'; Fit = { $dfm | Invoke-MixtureEM -Component DirichletMultinomial -Restart 1 -Seed 1 } }
    ) {
        $clustering = & $Fit
        ($dfm | Invoke-ClusterPrediction $clustering).Cluster | Should -Be $clustering.Labels
    }

    It 'weights counts like the documents of the clustering' {
        $weighted = $dfm | ConvertTo-TfIdf
        $clustering = $weighted | Invoke-KMeans -K 3 -Seed 42
        $rows = $dfm | Invoke-ClusterPrediction $clustering
        $rows.Cluster | Should -Be $clustering.Labels
        ($weighted | Invoke-ClusterPrediction $clustering).Distance | Should -Be $rows.Distance
        { $new | ConvertTo-TfIdf | Invoke-ClusterPrediction $clustering -ErrorAction Stop } | Should -Throw -ErrorId 'WeightingMismatch,*'
        { $weighted | Invoke-ClusterPrediction ($dfm | Invoke-KMeans -Seed 42) -ErrorAction Stop } | Should -Throw -ErrorId 'AlreadyWeighted,*'
    }

    It 'returns the clusters of bisecting k-means to its documents, also from a file' {
        $rows = (3, 0), (4, 0), (10, 0), (14, 0), (23, 0)
        $found = Invoke-KMeans -InputObject $rows -K 3 -Method Bisecting -Seed 0
        (Invoke-ClusterPrediction -InputObject $rows $found).Cluster | Should -Be $found.Labels
        $found | Export-MixtureModel TestDrive:/bisecting.json
        (Invoke-ClusterPrediction -InputObject $rows (Import-MixtureModel TestDrive:/bisecting.json)).Cluster | Should -Be $found.Labels

        # A file of an older version doesn't have the splits.
        $old = Get-Content TestDrive:/bisecting.json -Raw | ConvertFrom-Json -AsHashtable
        $old.content.Remove('tree')
        $old | ConvertTo-Json -Depth 9 | Set-Content TestDrive:/old.json
        $rows = Invoke-ClusterPrediction -InputObject $rows (Import-MixtureModel TestDrive:/old.json) -WarningVariable warnings -WarningAction SilentlyContinue
        $rows.Cluster | Should -Not -Be $found.Labels
        "$warnings" | Should -BeLike '*file of an older version*nearest centre*'
    }

    It 'counts the tokens of unseen words' {
        $clustering = $dfm | Invoke-KMeans -Seed 42
        $other = New-MixtureModel -Vocabulary w1, zebra -Mu (0.5, 0.5), (0.4, 0.6) | Invoke-DfmSample -N 3 -DocumentLength 8 -Seed 1
        $rows = $other | Invoke-ClusterPrediction $clustering
        foreach ($i in 0..2) { $rows[$i].UnseenTokens | Should -Be $other[$i, 1] }
        $none = New-MixtureModel -K 2 -Vocabulary lion, zebra -Seed 1 | Invoke-DfmSample -N 3 -Seed 1
        { $none | Invoke-ClusterPrediction $clustering -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownVocabulary,*'
    }

    It 'refuses documents whose distance or probability is not finite' {
        $small = (3, 0), (0, 4), (5, 1), (1, 6)
        $huge = (1.7e308, 1.7e308), (1, 2)
        $kmeans = Invoke-KMeans -InputObject $small -K 2 -Seed 1
        { Invoke-ClusterPrediction -InputObject $huge $kmeans -ErrorAction Stop } | Should -Throw -ErrorId 'CellTooLarge,*'
        $mixture = Invoke-MixtureEM -InputObject $small -K 2 -Seed 1
        { Invoke-ClusterPrediction -InputObject $huge $mixture -ErrorAction Stop } | Should -Throw -ErrorId 'CellTooLarge,*'
        $dirichlet = Invoke-MixtureEM -InputObject $small -K 2 -Seed 1 -Component DirichletMultinomial
        { Invoke-ClusterPrediction -InputObject $huge $dirichlet -ErrorAction Stop } | Should -Throw -ErrorId 'DocumentTooLong,*'
    }

    It 'compares the directions of documents of any scale' {
        $found = Invoke-KMeans -InputObject (1e-200, 0), (0, 1e-200), (2e-200, 0) -K 2 -Metric Cosine -Seed 1
        $rows = Invoke-ClusterPrediction -InputObject (1e-200, 0), (0, 1e300), (1e-310, 1e-320) $found
        $rows.Cluster | Should -Be $found.Labels
    }

    Context 'Texts' {
        BeforeAll {
            $texts = 'The cat and the dog', 'A dog, a cat, a bird', 'Stocks and bonds', 'Bonds fell, stocks rose'
            $counts = $texts | ConvertTo-Dfm -StopWord English -Stem English
            $pets = $counts | ConvertTo-TfIdf | Invoke-KMeans -K 2 -Seed 1
            $mixture = $counts | Invoke-MixtureEM -K 2 -Seed 1 -Smoothing 0.1
            $new = 'My two cats', 'zebras', 'The BOND and the stock', ''
            Set-Content TestDrive:/new.csv ('id,text', 'n1,My two cats', 'n2,zebras', 'n3,The BOND and the stock', 'n4,')
            function Get-Line($rows) { $rows | ForEach-Object { "$($_.DocumentName)|$($_.Cluster)|$($_.Distance)|$($_.Probability)|$($_.UnseenTokens)" } }
        }

        It 'tokenises and weights strings like the clustered texts' {
            $rows = $new | Invoke-ClusterPrediction $pets -WarningAction SilentlyContinue
            $rows.Cluster | Should -Be $pets.Labels[0], $null, $pets.Labels[2], $null
            $rows.UnseenTokens | Should -Be 1, 1, 0, 0
            $same = $new | ConvertTo-Dfm -StopWord en -Stem en | Invoke-ClusterPrediction $pets -WarningAction SilentlyContinue
            Get-Line $rows | Should -BeExactly @(Get-Line $same)
            (Invoke-ClusterPrediction $pets -InputObject $texts).Cluster | Should -Be $pets.Labels
            ($texts | Invoke-ClusterPrediction $mixture).Cluster | Should -Be $mixture.Labels
        }

        It 'reads files and tables' {
            $expected = ($new | Invoke-ClusterPrediction $pets -WarningAction SilentlyContinue).Distance
            $rows = Invoke-ClusterPrediction $pets -Path TestDrive:/new.csv -TextProperty text -NameProperty id -WarningAction SilentlyContinue
            $rows.DocumentName | Should -Be 'n1', 'n2', 'n3', 'n4'
            $rows.Distance | Should -Be $expected
            (Import-Csv TestDrive:/new.csv | Invoke-ClusterPrediction $pets -TextProperty Text -WarningAction SilentlyContinue).Distance | Should -Be $expected
            $file = New-Item TestDrive:/note.txt -Value 'cats' -Force
            ($file | Invoke-ClusterPrediction $pets).DocumentName | Should -Be 'note.txt'
            { Invoke-ClusterPrediction $pets -Path TestDrive:/new.csv } | Should -Throw -ErrorId 'TextPropertyNeeded,*'
            { Import-Csv TestDrive:/new.csv | Invoke-ClusterPrediction $pets -TextProperty txt } | Should -Throw -ErrorId 'MissingProperty,*'
            { Import-Csv TestDrive:/new.csv | Invoke-ClusterPrediction $pets } | Should -Throw -ErrorId 'NotText,*'
        }

        It 'counts documents without known words in one warning: <_>' -ForEach 'pets', 'mixture' {
            $clustering = Get-Variable $_ -ValueOnly
            $rows = $new | Invoke-ClusterPrediction $clustering -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            "$warnings" | Should -BeLike "2 documents of 4 *'doc1'*"
            foreach ($i in 1, 3) {
                $rows[$i].Cluster | Should -BeNullOrEmpty
                $rows[$i].Distance | Should -BeNullOrEmpty
                $rows[$i].Probability | Should -BeNullOrEmpty
            }
            $rows[0].Cluster | Should -Not -BeNullOrEmpty
            $matrix = $new | Invoke-ClusterPrediction $clustering -AsMatrix -WarningAction SilentlyContinue
            foreach ($i in 0..3) { [double]::IsNaN($matrix[$i, 0]) | Should -Be ($i -in 1, 3) }
            @('zebra' | Invoke-ClusterPrediction $clustering -WarningAction SilentlyContinue).Count | Should -Be 1
            $null = $new[0, 2] | Invoke-ClusterPrediction $clustering -WarningVariable warnings
            $warnings | Should -HaveCount 0
        }

        It 'remembers the texts in a file of the clustering: <_>' -ForEach 'pets', 'mixture' {
            $clustering = Get-Variable $_ -ValueOnly
            $expected = Get-Line ($new | Invoke-ClusterPrediction $clustering -WarningAction SilentlyContinue)
            foreach ($documents in $false, $true) {
                $clustering | Export-MixtureModel TestDrive:/model.json -Force -ExcludeDocument:$documents
                Get-Line ($new | Invoke-ClusterPrediction (Import-MixtureModel TestDrive:/model.json) -WarningAction SilentlyContinue) | Should -BeExactly $expected
            }

            # A file of an earlier version has no record.
            $json = Get-Content TestDrive:/model.json -Raw | ConvertFrom-Json -AsHashtable
            $json.content.documents.Remove('textRecipe')
            $json | ConvertTo-Json -Depth 9 | Set-Content TestDrive:/old.json
            $old = Import-MixtureModel TestDrive:/old.json
            { $new | Invoke-ClusterPrediction $old } | Should -Throw -ErrorId 'NoTextRecipe,*'
            ('cats' | ConvertTo-Dfm -Stem English | Invoke-ClusterPrediction $old).Cluster | Should -Be $clustering.Labels[0]
        }

        It 'refuses documents that were tokenised differently' {
            $wrong = 'cats dogs', 'stocks' | ConvertTo-Dfm -StopWord English
            { $wrong | Invoke-ClusterPrediction $pets -ErrorAction Stop } | Should -Throw -ErrorId 'TextRecipeMismatch,*' -ExpectedMessage '*-Stem is none instead of English*'
            { $wrong | Export-Dfm TestDrive:/wrong.mtx -Force; Import-Dfm TestDrive:/wrong.mtx | Invoke-ClusterPrediction $pets -ErrorAction Stop } | Should -Throw -ErrorId 'TextRecipeMismatch,*'
            { 'text' | Invoke-ClusterPrediction ($dfm | Invoke-KMeans -Seed 42) } | Should -Throw -ErrorId 'NoTextRecipe,*'
            { 5 | Invoke-ClusterPrediction $pets -ErrorAction Stop } | Should -Throw -ErrorId 'NotADfm,*'
        }
    }
}
