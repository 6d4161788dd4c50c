BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $folder = [IO.Directory]::CreateTempSubdirectory('MixturePS').FullName
    $model = New-MixtureModel -K 3 -J 20 -Eta 0.2 -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 60 -DocumentLength 20
    $fit = $dfm | Invoke-KMeans -Seed 1
    $em = $dfm | Invoke-MixtureEM -Restart 2 -Seed 1
    $rows = foreach ($length in 5, 10, 50, 100) {
        foreach ($replicate in 1..3) {
            [pscustomobject]@{ Method = 'EM'; DocumentLength = $length; Replicate = $replicate; Accuracy = 0.9 - 1 / $length - $replicate / 100; Bound = 0.95; Seed = 17 * $replicate }
            [pscustomobject]@{ Method = 'KMeans'; DocumentLength = $length; Replicate = $replicate; Accuracy = 0.8 - 1 / $length - $replicate / 50; Bound = 0.95; Seed = 19 * $replicate }
        }
    }

    function Get-Target($name) { [IO.Path]::Combine($folder, $name) }

    # The words of a picture, a line each.
    function Get-Word($path) {
        $document = [xml]::new()
        $document.Load($path)
        foreach ($node in $document.SelectNodes("//*[local-name()='text']")) { $node.InnerText.Trim() }
    }

    function Get-Size($path) {
        $bytes = [IO.File]::ReadAllBytes($path)
        foreach ($start in 16, 20) { [Buffers.Binary.BinaryPrimitives]::ReadInt32BigEndian([ArraySegment[byte]]::new($bytes, $start, 4)) }
    }
}

AfterAll { [IO.Directory]::Delete($folder, $true) }

Describe 'Export-MixturePlot' {
    It 'draws <Name>' -ForEach @(
        @{ Name = 'rows of experiments as lines'; Object = { $rows }; Parameters = @{}; Words = 'Accuracy by document length for each method', 'Bayes bound', 'EM', 'KMeans', '50', 'Document length (tokens)', 'Accuracy (share of documents)' }
        @{ Name = 'rows of experiments as bars'; Object = { $rows }; Parameters = @{ Kind = 'Bar' }; Words = 'Bayes bound 0.950', 'EM', 'KMeans' }
        @{ Name = 'another grouping'; Object = { $rows }; Parameters = @{ X = 'Method'; Group = 'DocumentLength' }; Words = 'Accuracy by method for each document length', 'Document length 5', 'KMeans' }
        @{ Name = 'a single line'; Object = { $rows }; Parameters = @{ Group = ''; Title = 'All' }; Words = 'All', '6 runs a point, with 95 % intervals of the mean; over Method EM, KMeans.' }
        @{ Name = 'a clustering'; Object = { $fit }; Parameters = @{}; Words = 'Known cluster', 'Estimated cluster', 'cluster 2' }
        @{ Name = 'a clustering against the known clusters'; Object = { $fit }; Parameters = @{ Kind = 'Confusion' }; Words = 'Known cluster', 'Estimated cluster', '100 %' }
        @{ Name = 'an accuracy'; Object = { $em | Measure-ClusterAccuracy }; Parameters = @{}; Words = 'Known cluster', 'Estimated cluster' }
        @{ Name = 'the trace of k-means'; Object = { $fit }; Parameters = @{ Kind = 'Trace' }; Words = 'Inertia by iteration, k-means', 'Iteration' }
        @{ Name = 'the trace of EM'; Object = { $em }; Parameters = @{ Kind = 'Trace' }; Words = 'Objective (nats)', 'Iteration' }
        @{ Name = 'a model'; Object = { $model }; Parameters = @{}; Words = 'Word probabilities of the clusters', 'cluster 1 (33 %)', 'Probability' }
        @{ Name = 'the words of a fitted mixture'; Object = { $em }; Parameters = @{ Kind = 'Word' }; Words = 'Word probabilities of the clusters', 'Probability' }
        @{ Name = 'the centres of k-means'; Object = { $fit }; Parameters = @{ Kind = 'Word' }; Words = 'Words of the clusters', 'Mean count in a document' }
        @{ Name = 'a DFM'; Object = { $dfm }; Parameters = @{}; Words = 'Known cluster', 'cluster 0' }
        @{ Name = 'numbers of clusters'; Object = { $dfm | Find-ClusterCount -K (2..4) -Seed 1 -Restart 2 }; Parameters = @{}; Words = 'Silhouette (greatest is best)', 'Stability (greatest is best)', 'suggested K' }
    ) {
        $path = Get-Target 'picture.svg'
        & $Object | Export-MixturePlot $path @Parameters -Force | Should -BeNullOrEmpty
        $words = Get-Word $path
        foreach ($word in $Words) { $words | Should -Contain $word }
        $png = Get-Target 'picture.png'
        & $Object | Export-MixturePlot $png @Parameters -Force
        Get-Size $png | Should -Be 800, 500
    }

    It 'draws in the size that is asked for and gives the file' {
        $file = $model | Export-MixturePlot (Get-Target 'size.png') -Width 1000 -Height 300 -PassThru
        $file | Should -BeOfType ([IO.FileInfo])
        $file.FullName | Should -Be (Get-Target 'size.png')
        Get-Size $file.FullName | Should -Be 1000, 300
    }

    It 'gives the same bytes twice, and for rows given as an array, as tables or as text' {
        $first = Get-Target 'first.svg'
        $second = Get-Target 'second.svg'
        $rows | Export-MixturePlot $first
        Export-MixturePlot $second -InputObject $rows
        [IO.File]::ReadAllText($second) | Should -BeExactly ([IO.File]::ReadAllText($first))
        $culture = [cultureinfo]::InvariantCulture
        $text = foreach ($row in $rows) {
            @{ Method = $row.Method; DocumentLength = $row.DocumentLength.ToString($culture); Replicate = "$($row.Replicate)"; Accuracy = $row.Accuracy.ToString('R', $culture); Bound = '0.95' }
        }
        $text | Export-MixturePlot $second -Force
        [IO.File]::ReadAllText($second) | Should -BeExactly ([IO.File]::ReadAllText($first))
    }

    It 'draws rows that were summarised before' {
        $path = Get-Target 'summary.svg'
        0.1, 1, 10 | ForEach-Object { [pscustomobject]@{ Eta = $_; Method = 'EM'; Metric = 'Accuracy'; Count = 20; Mean = 0.5 + $_ / 100; StandardError = 0.01; ConfidenceLow = 0.45; ConfidenceHigh = 0.65 } } |
            Export-MixturePlot $path
        Get-Word $path | Should -Contain 'Eta (Dirichlet parameter)'
        Get-Word $path | Should -Contain '20 runs a point, with 95 % intervals of the mean.'
    }

    It 'has the names of known clusters, and truths as categories' {
        $path = Get-Target 'names.svg'
        $pets = [pscustomobject]@{ t = 'cat dog'; l = 'pets' }, [pscustomobject]@{ t = 'stock fund'; l = 'money' } | ConvertTo-Dfm -TextProperty t -LabelProperty l
        $pets | Invoke-KMeans -K 2 -Seed 1 | Export-MixturePlot $path -Kind Confusion
        $words = Get-Word $path
        $words | Should -Contain 'pets'
        $words | Should -Contain 'money'
        $true, $false | ForEach-Object { [pscustomobject]@{ Stem = $_; Accuracy = 0.5 } } | Export-MixturePlot $path -Force
        $words = Get-Word $path
        $words | Should -Contain 'True'
        $words | Should -Contain 'False'
    }

    It 'warns of runs that failed' {
        $failed = [pscustomobject]@{ Method = 'EM'; DocumentLength = 5; Replicate = 4; Accuracy = $null; Bound = 0.95 }
        @($rows) + $failed | Export-MixturePlot (Get-Target 'failed.svg') -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '1 row *'
        @($rows) + $failed | Export-MixturePlot (Get-Target 'bars.svg') -Kind Bar -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '1 row *'
        (Get-Word (Get-Target 'failed.svg')) -join ' ' | Should -BeLike '*1 row without a value is left out*'
    }

    It 'writes nothing with -WhatIf' {
        $model | Export-MixturePlot (Get-Target 'none.png') -WhatIf
        [IO.File]::Exists((Get-Target 'none.png')) | Should -BeFalse
    }

    It 'does not replace a file without -Force' {
        $path = Get-Target 'kept.svg'
        [IO.File]::WriteAllText($path, 'kept')
        { $model | Export-MixturePlot $path } | Should -Throw -ErrorId 'FileExists,*'
        [IO.File]::ReadAllText($path) | Should -BeExactly 'kept'
        $model | Export-MixturePlot $path -Force
        Get-Word $path | Should -Contain 'Probability'
    }

    It 'says what is wrong with <Name>' -ForEach @(
        @{ Name = 'an extension'; File = 'a.gif'; Object = { $model }; Parameters = @{}; Id = 'UnknownPictureFormat' }
        @{ Name = 'a folder that is not there'; File = 'none/a.png'; Object = { $model }; Parameters = @{}; Id = 'FolderNotFound' }
        @{ Name = 'a width'; File = 'a.png'; Object = { $model }; Parameters = @{ Width = 10 }; Id = 'InvalidPictureSize' }
        @{ Name = 'a height'; File = 'a.png'; Object = { $model }; Parameters = @{ Height = 100000 }; Id = 'InvalidPictureSize' }
        @{ Name = 'no rows'; File = 'a.png'; Object = { }; Parameters = @{}; Id = 'NothingToPlot' }
        @{ Name = 'a metric that rows do not have'; File = 'a.png'; Object = { $rows }; Parameters = @{ Metric = 'Purity' }; Id = 'MissingProperty' }
        @{ Name = 'a factor that rows do not have'; File = 'a.png'; Object = { $rows }; Parameters = @{ X = 'Eta' }; Id = 'MissingProperty' }
        @{ Name = 'a group that rows do not have'; File = 'a.png'; Object = { $rows }; Parameters = @{ Group = 'Eta' }; Id = 'MissingProperty' }
        @{ Name = 'a metric that is text'; File = 'a.png'; Object = { $rows }; Parameters = @{ Metric = 'Method'; X = 'DocumentLength'; Group = '' }; Id = 'NotNumeric' }
        @{ Name = 'rows in which nothing varies'; File = 'a.png'; Object = { $rows[0] }; Parameters = @{}; Id = 'NoFactorVaries' }
        @{ Name = 'rows without a value'; File = 'a.png'; Object = { [pscustomobject]@{ K = 1; Accuracy = $null } }; Parameters = @{ X = 'K' }; Id = 'NothingToPlot' }
        @{ Name = 'a clustering without known clusters'; File = 'a.png'; Object = { ConvertTo-Dfm -InputObject 'a b', 'b c', 'c d' | Invoke-KMeans -K 2 -Seed 1 }; Parameters = @{ Kind = 'Confusion' }; Id = 'NoKnownCluster' }
        @{ Name = 'a kind that a model has not'; File = 'a.png'; Object = { $model }; Parameters = @{ Kind = 'Trace' }; Id = 'PlotKindMismatch' }
        @{ Name = 'a kind that a clustering has not'; File = 'a.png'; Object = { $fit }; Parameters = @{ Kind = 'ClusterCount' }; Id = 'PlotKindMismatch' }
        @{ Name = 'a kind that rows have not'; File = 'a.png'; Object = { $rows }; Parameters = @{ Kind = 'Trace' }; Id = 'PlotKindMismatch' }
        @{ Name = 'rows that compare no numbers of clusters'; File = 'a.png'; Object = { $rows }; Parameters = @{ Kind = 'ClusterCount' }; Id = 'MissingProperty' }
        @{ Name = 'two models'; File = 'a.png'; Object = { $model, $model }; Parameters = @{}; Id = 'SeveralObjects' }
        @{ Name = 'too many clusters'; File = 'a.png'; Object = { New-MixtureModel -K 30 -Seed 1 }; Parameters = @{}; Id = 'TooManyToPlot' }
    ) {
        $before = [IO.Directory]::GetFiles($folder).Count
        { & $Object | Export-MixturePlot (Get-Target $File) @Parameters } | Should -Throw -ErrorId "$Id,*"
        [IO.Directory]::GetFiles($folder).Count | Should -Be $before
    }

    It 'knows what is wrong with the file before it waits for input' {
        $asked = @{ For = $false }
        { 1 | ForEach-Object { $asked.For = $true; $model } | Export-MixturePlot (Get-Target 'a.gif') } | Should -Throw -ErrorId 'UnknownPictureFormat,*'
        $asked.For | Should -BeFalse
    }
}

Describe 'The assemblies that draw' {
    It 'live in the load context of the module' {
        $model | Export-MixturePlot (Get-Target 'context.png')
        foreach ($name in 'ScottPlot', 'SkiaSharp', 'MixturePS.Plots') {
            $loaded = [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq $name }
            $loaded | Should -HaveCount 1
            [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($loaded[0]).Name | Should -Be 'MixturePS'
        }
    }

    It 'come with the native library for <_>' -ForEach 'linux-x64/native/libSkiaSharp.so', 'linux-arm64/native/libSkiaSharp.so', 'win-x64/native/libSkiaSharp.dll', 'osx/native/libSkiaSharp.dylib' {
        [IO.File]::Exists([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'deps', 'runtimes', $_)) | Should -BeTrue
    }
}
