BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 3 -J 20 -Eta 0.2 -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 60 -DocumentLength 20
    $fit = $dfm | Invoke-KMeans -Seed 1
    $em = $dfm | Invoke-MixtureEM -Restart 2 -Seed 1
    $mixed = New-MixtureModel -K 3 -J 20 -Eta 0.2 -Membership Mixed -Seed 2026
    $topics = $mixed | Invoke-DfmSample -N 60 -DocumentLength 20 | Invoke-TopicModel -Iteration 20 -Chain 2 -Seed 1 -WarningAction Ignore
    $rows = foreach ($length in 5, 10, 50, 100) {
        foreach ($replicate in 1..3) {
            [pscustomobject]@{ Method = 'EM'; DocumentLength = $length; Replicate = $replicate; Accuracy = 0.9 - 1 / $length - $replicate / 100; Bound = 0.95; Seed = 17 * $replicate }
            [pscustomobject]@{ Method = 'KMeans'; DocumentLength = $length; Replicate = $replicate; Accuracy = 0.8 - 1 / $length - $replicate / 50; Bound = 0.95; Seed = 19 * $replicate }
        }
    }

    $guided = $dfm | Invoke-MixtureEM -K 3 -LabelledDocument 6 -Seed 1
    $gibbs = $dfm | Invoke-MixtureGibbs -K 3 -Seed 1 -WarningAction Ignore
    $numbers = [double[,]]::new(2, 3)
    foreach ($i in 0..5) { $numbers[[Math]::Floor($i / 3), ($i % 3)] = 1.5 * $i }

    # Returns the texts of an SVG picture.
    function Get-PictureText($path) {
        Select-Xml -Path $path -XPath "//*[local-name()='text']" | ForEach-Object { $_.Node.InnerText.Trim() }
    }

    # Returns the width and the height of a PNG picture, two big-endian integers in its header.
    function Get-PictureSize($path) {
        $header = Get-Content $path -AsByteStream -TotalCount 24
        foreach ($last in 19, 23) { [BitConverter]::ToInt32([byte[]]$header[$last..($last - 3)], 0) }
    }
}

Describe 'Export-MixturePlot' {
    It 'draws <Name>' -ForEach @(
        @{ Name = 'rows of experiments as lines'; Object = { $rows }; Parameters = @{}; Texts = 'Accuracy by document length for each method', 'Bayes rule', 'EM', 'KMeans', '50', 'Document length (tokens)', 'Accuracy (share of documents)' }
        @{ Name = 'rows of experiments as bars'; Object = { $rows }; Parameters = @{ Kind = 'Bar' }; Texts = 'Bayes rule 0.950', 'EM', 'KMeans' }
        @{ Name = 'another grouping'; Object = { $rows }; Parameters = @{ X = 'Method'; Group = 'DocumentLength' }; Texts = 'Accuracy by method for each document length', 'Document length 5', 'KMeans' }
        @{ Name = 'a single line'; Object = { $rows }; Parameters = @{ Group = ''; Title = 'All' }; Texts = 'All', '6 runs per point, with 95 % intervals of the mean; over Method EM, KMeans.' }
        @{ Name = 'a clustering'; Object = { $fit }; Parameters = @{}; Texts = 'Known cluster', 'Estimated cluster', 'cluster 2' }
        @{ Name = 'the confusion matrix of a clustering'; Object = { $fit }; Parameters = @{ Kind = 'Confusion' }; Texts = 'Known cluster', 'Estimated cluster', '100 %' }
        @{ Name = 'an accuracy'; Object = { $em | Measure-ClusterAccuracy }; Parameters = @{}; Texts = 'Known cluster', 'Estimated cluster' }
        @{ Name = 'the trace of k-means'; Object = { $fit }; Parameters = @{ Kind = 'Trace' }; Texts = 'Inertia by iteration, k-means', 'Iteration' }
        @{ Name = 'the trace of EM'; Object = { $em }; Parameters = @{ Kind = 'Trace' }; Texts = 'Objective (nats)', 'Iteration' }
        @{ Name = 'a model'; Object = { $model }; Parameters = @{}; Texts = 'Word probabilities of the clusters', 'cluster 1 (33 %)', 'Probability' }
        @{ Name = 'the words of a fitted mixture'; Object = { $em }; Parameters = @{ Kind = 'Word' }; Texts = 'Word probabilities of the clusters', 'Probability' }
        @{ Name = 'the words of topics'; Object = { $topics }; Parameters = @{}; Texts = 'Word probabilities of the topics', 'Probability' }
        @{ Name = 'the trace of topics'; Object = { $topics }; Parameters = @{ Kind = 'Trace' }; Texts = 'Log joint probability (nats)', 'Sweep', 'end of burn-in' }
        @{ Name = 'the documents of topics'; Object = { $topics }; Parameters = @{ Kind = 'Document' }; Texts = 'Dominant topic', 'topic 2' }
        @{ Name = 'a topic model'; Object = { $mixed }; Parameters = @{}; Texts = 'Word probabilities of the topics', 'topic 1 (33 %)' }
        @{ Name = 'the centres of k-means'; Object = { $fit }; Parameters = @{ Kind = 'Word' }; Texts = 'Words of the clusters', 'Mean count in a document' }
        @{ Name = 'a DFM'; Object = { $dfm }; Parameters = @{}; Texts = 'Known cluster', 'cluster 0' }
        @{ Name = 'the map of discriminants of a clustering'; Object = { $fit }; Parameters = @{ Projection = 'Discriminant' }; Texts = 'Documents by the discriminants of the estimated clusters', 'cluster 1' }
        @{ Name = 'the map of discriminants of a DFM'; Object = { $dfm }; Parameters = @{ Projection = 'Discriminant' }; Texts = @('Documents by the discriminants of the known clusters') }
        @{ Name = 'the map of discriminants of topics'; Object = { $topics }; Parameters = @{ Projection = 'Discriminant' }; Texts = @('Documents by the discriminants of the dominant topics') }
        @{ Name = 'the indices of a clustering'; Object = { $em }; Parameters = @{ Kind = 'Bar' }; Texts = 'Adjusted Rand index', 'Purity', 'V-measure' }
        @{ Name = 'the indices of an accuracy'; Object = { $em | Measure-ClusterAccuracy }; Parameters = @{ Kind = 'Bar' }; Texts = 'Agreement with the known clusters, MAP EM', 'Purity' }
        @{ Name = 'the indices of two accuracies'; Object = { $em, $fit | Measure-ClusterAccuracy }; Parameters = @{}; Texts = 'MAP EM', 'k-means', 'Purity' }
        @{ Name = 'one index of two accuracies'; Object = { $em, $fit | Measure-ClusterAccuracy }; Parameters = @{ Kind = 'Bar'; Metric = 'Purity'; X = 'Method' }; Texts = 'MAP EM', 'k-means', 'Purity' }
        @{ Name = 'indices from a file'; Object = { $em, $fit | Measure-ClusterAccuracy | ConvertTo-Csv | ConvertFrom-Csv }; Parameters = @{}; Texts = 'MAP EM', 'k-means', 'Purity' }
        @{ Name = 'the quality of a clustering'; Object = { $fit | Measure-ClusterQuality }; Parameters = @{}; Texts = 'Calinski-Harabasz index (max)', 'Davies-Bouldin index (min)' }
        @{ Name = 'the quality of topics'; Object = { $topics | Measure-ClusterQuality -ByTopic }; Parameters = @{}; Texts = 'topic2', 'Exclusivity (max)' }
        @{ Name = 'the accuracy of topics'; Object = { $topics | Measure-TopicAccuracy }; Parameters = @{}; Texts = 'Agreement with the true topics, Gibbs LDA', 'Hellinger distance' }
        @{ Name = 'the summary of clusters'; Object = { $fit | Get-ClusterSummary }; Parameters = @{}; Texts = 'cluster 2', 'Cohesion (max)' }
        @{ Name = 'shares of clusters'; Object = { $fit | Measure-ClusterShare -By KnownCluster }; Parameters = @{}; Texts = 'Share by known cluster for each cluster', 'cluster 2' }
        @{ Name = 'terms'; Object = { $fit | Get-ClusterTerm -By Frex -Top 4 }; Parameters = @{}; Texts = 'Top terms of the clusters', 'Score', 'cluster 2' }
        @{ Name = 'terms of topics'; Object = { $topics | Get-ClusterTerm }; Parameters = @{ Kind = 'Word' }; Texts = 'Top terms of the clusters', 'Score' }
        @{ Name = 'co-clustering'; Object = { $gibbs | Get-CoClustering }; Parameters = @{}; Texts = 'Probability that two documents share a cluster', 'Document' }
        @{ Name = 'the draws of a clustering'; Object = { $gibbs }; Parameters = @{ Kind = 'Heatmap' }; Texts = 'Probability that two documents share a cluster', 'cluster 0' }
        @{ Name = 'a confusion matrix'; Object = { ($fit | Measure-ClusterAccuracy).ConfusionMatrix }; Parameters = @{}; Texts = 'Matrix of 3 x 3 cells', 'known 1', 'estimated 2' }
        @{ Name = 'an array of two dimensions'; Object = { , $numbers }; Parameters = @{}; Texts = 'Matrix of 2 x 3 cells', '4.5', '7.5' }
        @{ Name = 'a list of rows'; Object = { , @((1, 2), (3, 4)) }; Parameters = @{}; Texts = @('Matrix of 2 x 2 cells') }
        @{ Name = 'the map of a fit with labels'; Object = { $guided }; Parameters = @{ Kind = 'Document' }; Texts = @('Estimated cluster') }
        @{ Name = 'the confusion matrix of a fit with labels'; Object = { $guided }; Parameters = @{ Kind = 'Confusion' }; Texts = 'Known cluster', 'Estimated cluster' }
        @{ Name = 'the words of a fit with labels'; Object = { $guided }; Parameters = @{ Kind = 'Word' }; Texts = @('Word probabilities of the clusters') }
        @{ Name = 'the trace of a fit with labels'; Object = { $guided }; Parameters = @{ Kind = 'Trace' }; Texts = @('Objective (nats)') }
        @{ Name = 'numbers of clusters'; Object = { $dfm | Find-ClusterCount -K (2..4) -Seed 1 -Restart 2 }; Parameters = @{}; Texts = 'Silhouette (max)', 'Stability (max)', 'suggested K' }
    ) {
        & $Object | Export-MixturePlot TestDrive:/picture.svg @Parameters -Force | Should -BeNullOrEmpty
        $found = Get-PictureText TestDrive:/picture.svg
        foreach ($text in $Texts) { $found | Should -Contain $text }
        & $Object | Export-MixturePlot TestDrive:/picture.png @Parameters -Force
        Get-PictureSize TestDrive:/picture.png | Should -Be 800, 500
        & $Object | Export-MixturePlot TestDrive:/picture.pdf @Parameters -Force
        Get-Content TestDrive:/picture.pdf -TotalCount 1 | Should -BeLike '%PDF-*'
    }

    It 'has a panel for each value of a third factor' {
        $grid = foreach ($eta in 1, 2, 4) { $rows | Select-Object *, @{ Name = 'Eta'; Expression = { $eta } } }
        $grid | Export-MixturePlot TestDrive:/panels.svg -X DocumentLength
        $found = Get-PictureText TestDrive:/panels.svg
        foreach ($text in 'Eta = 1', 'Eta = 2', 'Eta = 4', 'Accuracy by document length for each method and eta') { $found | Should -Contain $text }
        $grid | Export-MixturePlot TestDrive:/panels.svg -X DocumentLength -Panel '' -Force
        $found = Get-PictureText TestDrive:/panels.svg
        $found | Should -Not -Contain 'Eta = 1'
        "$found" | Should -BeLike '*over Eta 1, 2, 4*'
        $grid | Export-MixturePlot TestDrive:/panels.svg -X Eta -Panel Method -Group DocumentLength -Force
        Get-PictureText TestDrive:/panels.svg | Should -Contain 'Method = KMeans'
    }

    It 'draws the length that a target needs, and where it is not reached' {
        $grid = foreach ($eta in 1, 2) { $rows | Select-Object *, @{ Name = 'Eta'; Expression = { $eta } } }
        $targets = $grid | Measure-MixtureExperiment -By Eta, Method -Target 0.8
        ($targets | Where-Object Method -EQ KMeans).Reached | Should -Not -Contain $true
        foreach ($kind in 'Line', 'Bar') { $targets | Export-MixturePlot "TestDrive:/$kind.svg" -Kind $kind }
        $found = Get-PictureText TestDrive:/Line.svg
        foreach ($text in 'Document length needed for an accuracy of 0.8 by eta for each method', 'not reached within 100', 'Document length (tokens)') { $found | Should -Contain $text }
        $found | Should -Not -Contain 'Bayes rule'
        Get-PictureText TestDrive:/Bar.svg | Should -Contain '> 100'
        $targets | ConvertTo-Csv | ConvertFrom-Csv | Export-MixturePlot TestDrive:/text.svg
        (Get-FileHash TestDrive:/text.svg).Hash | Should -Be (Get-FileHash TestDrive:/Line.svg).Hash
    }

    It 'draws the paired differences from a reference' {
        $grid = Invoke-MixtureExperiment -K 2 -J 10 -Eta 0.2, 1 -N 30 -Method KMeans, EM, SphericalKMeans -Replicate 3 -Seed 1
        $differences = $grid | Measure-MixtureExperiment -By Eta, Method -Reference KMeans
        $differences | Export-MixturePlot TestDrive:/differences.svg -Metric Difference -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $found = Get-PictureText TestDrive:/differences.svg
        foreach ($text in 'Difference in accuracy from KMeans', 'Difference in accuracy from KMeans by eta for each method', 'EM', 'SphericalKMeans') { $found | Should -Contain $text }
        $found | Should -Not -Contain 'KMeans'
        "$found" | Should -BeLike '*3 pairs per point, with 95 % intervals of the mean difference*'
        $differences | ConvertTo-Csv | ConvertFrom-Csv | Export-MixturePlot TestDrive:/text.svg -Metric difference -Force
        (Get-FileHash TestDrive:/text.svg).Hash | Should -Be (Get-FileHash TestDrive:/differences.svg).Hash
        $differences | Export-MixturePlot TestDrive:/means.svg
        Get-PictureText TestDrive:/means.svg | Should -Contain KMeans
        { $grid | Measure-MixtureExperiment -By Eta, Method -Metric Accuracy, RandIndex -Reference KMeans | Export-MixturePlot TestDrive:/x.svg -Metric Difference } | Should -Throw -ErrorId 'TooManyToPlot,*'
    }

    It 'writes numbers of a CSV file with decimal commas as others' {
        $grid = foreach ($eta in 0.5, 2) { $rows | Select-Object *, @{ Name = 'Eta'; Expression = { $eta } } }
        $grid | Export-MixturePlot TestDrive:/point.svg -X DocumentLength
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $grid | Export-Csv TestDrive:/comma.csv -UseCulture
            Import-Csv TestDrive:/comma.csv -UseCulture | Export-MixturePlot TestDrive:/comma.svg -X DocumentLength
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
        Get-Content TestDrive:/comma.csv -Raw | Should -BeLike '*"0,5"*'
        Get-PictureText TestDrive:/comma.svg | Should -Be (Get-PictureText TestDrive:/point.svg)
    }

    It 'is as tall as many clusters need, unless a height is given' {
        $many = New-MixtureModel -K 40 -J 100 -Eta 0.1 -Seed 1
        $many | Export-MixturePlot TestDrive:/many.svg
        $found = Get-PictureText TestDrive:/many.svg
        foreach ($k in 0..39) { $found -like "cluster $k (*" | Should -HaveCount 1 }
        $messages = $many | Export-MixturePlot TestDrive:/many.png -Verbose 4>&1
        "$messages" | Should -BeLike "*Drew 800 x * pixels to '*many.png'*"
        (Get-PictureSize TestDrive:/many.png)[1] | Should -BeGreaterThan 1000
        $many | Export-MixturePlot TestDrive:/many.png -Height 500 -Force
        Get-PictureSize TestDrive:/many.png | Should -Be 800, 500
    }

    It 'writes the same PDF for the same input' {
        $em | Export-MixturePlot TestDrive:/first.pdf -Kind Trace
        $em | Export-MixturePlot TestDrive:/second.pdf -Kind Trace
        (Get-FileHash TestDrive:/first.pdf).Hash | Should -Be (Get-FileHash TestDrive:/second.pdf).Hash
    }

    It 'names what can be plotted where rows have no metric' {
        { $em | Get-ClusterDocument | Export-MixturePlot TestDrive:/a.png } | Should -Throw -ErrorId 'MissingProperty,*'
        try { $em | Get-ClusterDocument | Export-MixturePlot TestDrive:/a.png } catch { $_.Exception.Message | Should -BeLike '*Measure-ClusterAccuracy*Get-ClusterTerm*Find-ClusterCount*' }
        try { 1, 2 | Export-MixturePlot TestDrive:/a.png } catch { $_.Exception.Message | Should -BeLike '*pass a matrix with -InputObject*' }
    }

    It 'draws in the requested size and returns the file with -PassThru' {
        $file = $model | Export-MixturePlot TestDrive:/size.png -Width 1000 -Height 300 -PassThru
        $file | Should -BeOfType ([IO.FileInfo])
        $file.FullName | Should -Be (Join-Path $TestDrive size.png)
        Get-PictureSize $file.FullName | Should -Be 1000, 300
    }

    It 'writes the same bytes for rows from the pipeline, as an argument, and as tables of text' {
        $rows | Export-MixturePlot TestDrive:/first.svg
        $hash = (Get-FileHash TestDrive:/first.svg).Hash
        Export-MixturePlot TestDrive:/second.svg -InputObject $rows
        (Get-FileHash TestDrive:/second.svg).Hash | Should -Be $hash
        $text = foreach ($row in $rows) {
            @{ Method = $row.Method; DocumentLength = "$($row.DocumentLength)"; Replicate = "$($row.Replicate)"; Accuracy = $row.Accuracy.ToString([cultureinfo]::InvariantCulture); Bound = '0.95' }
        }
        $text | Export-MixturePlot TestDrive:/second.svg -Force
        (Get-FileHash TestDrive:/second.svg).Hash | Should -Be $hash
    }

    It 'draws rows that are already summarised' {
        0.1, 1, 10 | ForEach-Object { [pscustomobject]@{ Eta = $_; Method = 'EM'; Metric = 'Accuracy'; Count = 20; Mean = 0.5 + $_ / 100; StandardError = 0.01; ConfidenceLow = 0.45; ConfidenceHigh = 0.65 } } |
            Export-MixturePlot TestDrive:/summary.svg
        $found = Get-PictureText TestDrive:/summary.svg
        $found | Should -Contain 'Eta (Dirichlet parameter)'
        $found | Should -Contain '20 runs per point, with 95 % intervals of the mean.'
    }

    It 'shows the names of known clusters, and Booleans as categories' {
        $pets = [pscustomobject]@{ t = 'cat dog'; l = 'pets' }, [pscustomobject]@{ t = 'stock fund'; l = 'money' } | ConvertTo-Dfm -TextProperty t -LabelProperty l
        $pets | Invoke-KMeans -K 2 -Seed 1 | Export-MixturePlot TestDrive:/names.svg -Kind Confusion
        $found = Get-PictureText TestDrive:/names.svg
        foreach ($text in 'pets', 'money') { $found | Should -Contain $text }
        $true, $false | ForEach-Object { [pscustomobject]@{ Stem = $_; Accuracy = 0.5 } } | Export-MixturePlot TestDrive:/names.svg -Force
        $found = Get-PictureText TestDrive:/names.svg
        foreach ($text in 'True', 'False') { $found | Should -Contain $text }
    }

    It 'warns of failed runs' {
        $all = $rows + [pscustomobject]@{ Method = 'EM'; DocumentLength = 5; Replicate = 4; Accuracy = $null; Bound = 0.95 }
        $all | Export-MixturePlot TestDrive:/failed.svg -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '1 row *'
        $all | Export-MixturePlot TestDrive:/bars.svg -Kind Bar -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '1 row *'
        "$(Get-PictureText TestDrive:/failed.svg)" | Should -BeLike '*1 row without a value is left out*'
    }

    It 'writes Hebrew and Arabic as text from right to left' {
        New-MixtureModel -K 2 -Vocabulary 'עברית', 'العربية', 'a' -Eta 1 -Seed 1 | Export-MixturePlot TestDrive:/right.svg -Title 'שלום 12'
        foreach ($word in 'עברית', 'العربية', 'שלום 12') {
            $text = (Select-Xml -Path TestDrive:/right.svg -XPath "//*[local-name()='text']").Node | Where-Object InnerText -CEQ $word
            $text.direction | Should -BeExactly 'rtl'
            $text.x | Should -BeExactly '0'
        }
    }

    It 'gives words of one script different pictures, or warns' {
        $hashes = foreach ($word in '日本', '中国') {
            New-MixtureModel -K 2 -Vocabulary $word, 'a' -Eta 1 -Seed 1 | Export-MixturePlot TestDrive:/han.png -Force -WarningVariable +warnings -WarningAction SilentlyContinue
            (Get-FileHash TestDrive:/han.png).Hash
        }
        $hashes[0] -ne $hashes[1] -or $warnings.Count -eq 2 | Should -BeTrue
    }

    It 'warns once of characters without a font: <Extension>' -ForEach @(
        @{ Extension = 'png'; Hint = '*They are drawn as boxes.*' }
        @{ Extension = 'svg'; Hint = '*a viewer needs a font*' }
    ) {
        # Characters that Unicode hasn't assigned.
        $words = "a$([char]0x0378)b", "$([char]0x0379)"
        New-MixtureModel -K 2 -Vocabulary $words -Eta 1 -Seed 1 | Export-MixturePlot "TestDrive:/missing.$Extension" -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "No font on this computer has 2 characters of the plot (Greek: $([char]0x0378) $([char]0x0379))*"
        "$warnings" | Should -BeLike $Hint
        "TestDrive:/missing.$Extension" | Should -Exist
    }

    It 'draws names with control characters and line breaks on one line' {
        [pscustomobject]@{ Name = "a`r`nb`t$([char]0)$([char]27)[31m"; Accuracy = 0.5 } | Export-MixturePlot TestDrive:/control.svg -Kind Bar -Title "x`ny"
        $found = Get-PictureText TestDrive:/control.svg
        foreach ($text in "a b $([char]0xFFFD)$([char]0xFFFD)[31m", 'x', 'y') { $found | Should -Contain $text }
    }

    It 'writes nothing with -WhatIf' {
        $model | Export-MixturePlot TestDrive:/none.png -WhatIf
        'TestDrive:/none.png' | Should -Not -Exist
    }

    It 'replaces a file only with -Force' {
        Set-Content TestDrive:/kept.svg 'kept' -NoNewline
        { $model | Export-MixturePlot TestDrive:/kept.svg } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content TestDrive:/kept.svg -Raw | Should -BeExactly 'kept'
        $model | Export-MixturePlot TestDrive:/kept.svg -Force
        Get-PictureText TestDrive:/kept.svg | Should -Contain 'Probability'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'an unknown extension'; File = 'a.gif'; Object = { $model }; Parameters = @{}; Id = 'UnknownPictureFormat' }
        @{ Name = 'a missing folder'; File = 'none/a.png'; Object = { $model }; Parameters = @{}; Id = 'FolderNotFound' }
        @{ Name = 'a width that is too small'; File = 'a.png'; Object = { $model }; Parameters = @{ Width = 10 }; Id = 'InvalidPictureSize' }
        @{ Name = 'a height that is too large'; File = 'a.png'; Object = { $model }; Parameters = @{ Height = 100000 }; Id = 'InvalidPictureSize' }
        @{ Name = 'no rows'; File = 'a.png'; Object = { }; Parameters = @{}; Id = 'NothingToPlot' }
        @{ Name = 'a metric that rows do not have'; File = 'a.png'; Object = { $rows }; Parameters = @{ Metric = 'Purity' }; Id = 'MissingProperty' }
        @{ Name = 'a factor that rows do not have'; File = 'a.png'; Object = { $rows }; Parameters = @{ X = 'Eta' }; Id = 'MissingProperty' }
        @{ Name = 'a group that rows do not have'; File = 'a.png'; Object = { $rows }; Parameters = @{ Group = 'Eta' }; Id = 'MissingProperty' }
        @{ Name = 'a metric that is text'; File = 'a.png'; Object = { $rows }; Parameters = @{ Metric = 'Method'; X = 'DocumentLength'; Group = '' }; Id = 'NotNumeric' }
        @{ Name = 'rows in which nothing varies'; File = 'a.png'; Object = { $rows[0] }; Parameters = @{}; Id = 'NoFactorVaries' }
        @{ Name = 'rows without a value'; File = 'a.png'; Object = { [pscustomobject]@{ K = 1; Accuracy = $null } }; Parameters = @{ X = 'K' }; Id = 'NothingToPlot' }
        @{ Name = 'a confusion matrix without known clusters'; File = 'a.png'; Object = { ConvertTo-Dfm -InputObject 'a b', 'b c', 'c d' | Invoke-KMeans -K 2 -Seed 1 }; Parameters = @{ Kind = 'Confusion' }; Id = 'NoKnownCluster' }
        @{ Name = 'a trace of a model'; File = 'a.png'; Object = { $model }; Parameters = @{ Kind = 'Trace' }; Id = 'PlotKindMismatch' }
        @{ Name = 'numbers of clusters of a clustering'; File = 'a.png'; Object = { $fit }; Parameters = @{ Kind = 'ClusterCount' }; Id = 'PlotKindMismatch' }
        @{ Name = 'a trace of rows'; File = 'a.png'; Object = { $rows }; Parameters = @{ Kind = 'Trace' }; Id = 'PlotKindMismatch' }
        @{ Name = 'numbers of clusters of rows without them'; File = 'a.png'; Object = { $rows }; Parameters = @{ Kind = 'ClusterCount' }; Id = 'MissingProperty' }
        @{ Name = 'two models'; File = 'a.png'; Object = { $model, $model }; Parameters = @{}; Id = 'SeveralObjects' }
        @{ Name = 'too many rows of indices'; File = 'a.png'; Object = { @($fit | Measure-ClusterAccuracy) * 61 }; Parameters = @{}; Id = 'TooManyToPlot' }
        @{ Name = 'numbers'; File = 'a.png'; Object = { 1, 2, 3 }; Parameters = @{}; Id = 'PlotKindMismatch' }
        @{ Name = 'a heat map of k-means'; File = 'a.png'; Object = { $fit }; Parameters = @{ Kind = 'Heatmap' }; Id = 'PlotKindMismatch' }
        @{ Name = 'a bar plot of a matrix'; File = 'a.png'; Object = { $gibbs | Get-CoClustering }; Parameters = @{ Kind = 'Bar' }; Id = 'PlotKindMismatch' }
        @{ Name = 'discriminants without clusters'; File = 'a.png'; Object = { ConvertTo-Dfm -InputObject 'a b', 'b c' }; Parameters = @{ Projection = 'Discriminant' }; Id = 'NoKnownCluster' }
        @{ Name = 'a panel that rows do not have'; File = 'a.png'; Object = { $rows }; Parameters = @{ Panel = 'Eta' }; Id = 'MissingProperty' }
    ) {
        $before = @(Get-ChildItem $TestDrive).Count
        { & $Object | Export-MixturePlot "TestDrive:/$File" @Parameters } | Should -Throw -ErrorId "$Id,*"
        Get-ChildItem $TestDrive | Should -HaveCount $before
    }

    It 'refuses a wrong path before it asks for input' {
        $asked = @{ For = $false }
        { 1 | ForEach-Object { $asked.For = $true; $model } | Export-MixturePlot TestDrive:/a.gif } | Should -Throw -ErrorId 'UnknownPictureFormat,*'
        $asked.For | Should -BeFalse
    }
}

Describe 'The plotting libraries' {
    It 'load in the load context of the module' {
        $model | Export-MixturePlot TestDrive:/context.png
        foreach ($name in 'ScottPlot', 'SkiaSharp', 'MixturePS.Plots') {
            $loaded = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq $name }
            $loaded | Should -HaveCount 1
            [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($loaded).Name | Should -Be 'MixturePS'
        }
    }

    It 'come with the native library <_>' -ForEach @(
        'linux-x64/native/libSkiaSharp.so', 'linux-arm64/native/libSkiaSharp.so', 'win-x64/native/libSkiaSharp.dll', 'osx/native/libSkiaSharp.dylib'
        'linux-x64/native/libHarfBuzzSharp.so', 'linux-arm64/native/libHarfBuzzSharp.so', 'win-x64/native/libHarfBuzzSharp.dll', 'osx/native/libHarfBuzzSharp.dylib'
    ) {
        Join-Path $repository out MixturePS deps runtimes $_ | Should -Exist
    }
}
