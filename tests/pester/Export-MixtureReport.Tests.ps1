BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 3 -J 20 -Eta 0.2 -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 60 -DocumentLength 20
    $fit = $dfm | Invoke-KMeans -Seed 1
    $texts = 0..59 | ForEach-Object { "text of document $_" }

    # Returns the data of a page.
    function Get-ReportData($path) {
        $page = Get-Content $path -Raw
        $page -match '(?s)<script type="application/json" id="data">(.*?)</script>' | Should -BeTrue
        $Matches[1] | ConvertFrom-Json
    }
}

Describe 'Export-MixtureReport' {
    It 'shows <Name>' -ForEach @(
        @{ Name = 'k-means'; Make = { $fit }; Method = 'k-means'; Objective = 'Inertia' }
        @{ Name = 'spherical k-means'; Make = { $dfm | Invoke-KMeans -Metric Cosine -Seed 1 }; Method = 'spherical k-means'; Objective = 'Inertia' }
        @{ Name = 'bisecting k-means'; Make = { $dfm | Invoke-KMeans -Method Bisecting -Seed 1 }; Method = 'bisecting k-means'; Objective = 'Inertia' }
        @{ Name = 'mini-batch k-means'; Make = { $dfm | Invoke-KMeans -Method MiniBatch -Seed 1 -WarningAction Ignore }; Method = 'mini-batch k-means'; Objective = 'Inertia' }
        @{ Name = 'k-means of TF-IDF'; Make = { $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 1 }; Method = 'k-means'; Objective = 'Inertia' }
        @{ Name = 'EM'; Make = { $dfm | Invoke-MixtureEM -Restart 2 -Seed 1 }; Method = 'MAP EM'; Objective = 'Objective (nats)' }
        @{ Name = 'Dirichlet-multinomial EM'; Make = { $dfm | Invoke-MixtureEM -Component DirichletMultinomial -Restart 2 -Seed 1 }; Method = 'Dirichlet-multinomial EM'; Objective = '*(nats)' }
        @{ Name = 'Gibbs sampling'; Make = { $dfm | Invoke-MixtureGibbs -K 5 -Seed 1 -WarningAction Ignore }; Method = 'Dirichlet-multinomial Gibbs'; Objective = 'Log joint probability (nats)' }
        @{ Name = 'topics by Gibbs sampling'; Make = { $dfm | Invoke-TopicModel -K 3 -Iteration 20 -Chain 2 -Seed 1 -WarningAction Ignore }; Method = 'Gibbs LDA'; Objective = 'Log joint probability (nats)' }
        @{ Name = 'topics by variational EM'; Make = { $dfm | Invoke-TopicModel -K 3 -Method Variational -Iteration 20 -Seed 1 -WarningAction Ignore }; Method = 'variational LDA'; Objective = 'Evidence lower bound (nats)' }
    ) {
        $clustering = & $Make
        $clustering | Export-MixtureReport TestDrive:/page.html -Force | Should -BeNullOrEmpty
        $data = Get-ReportData TestDrive:/page.html
        $data.method | Should -Be $Method
        $data.overview.objective | Should -BeLike $Objective
        $data.clusters.size | Should -Be $clustering.ClusterSize
        $data.documents.cluster | Should -Be $clustering.Labels
        $data.documents.x | Should -HaveCount 60
        $accuracy = $clustering | Measure-ClusterAccuracy
        $data.truth.indexValue[0] | Should -BeApproximately $accuracy.Accuracy 5e-5
        $data.overview.receipt[-1] | Should -Be '$clustering | Export-MixtureReport report.html'
    }

    It 'has a receipt that computes the same labels: <Call>' -ForEach @(
        @{ Call = 'Invoke-KMeans -K 3 -Seed 7 -Restart 2' }
        @{ Call = 'Invoke-KMeans -K 3 -Seed 7 -Restart 1 -Metric Cosine' }
        @{ Call = 'Invoke-MixtureEM -K 3 -Seed 7 -Restart 2 -Smoothing 0.5 -Alpha Even' }
        @{ Call = 'Invoke-MixtureGibbs -K 4 -Seed 7 -Iteration 10 -BurnIn 5 -Chain 2 -WarningAction Ignore' }
        @{ Call = 'Invoke-MixtureGibbs -K 30 -Seed 7 -Iteration 10 -Beta 0.5 -WarningAction Ignore' }
        @{ Call = 'Invoke-TopicModel -K 3 -Seed 7 -Iteration 12 -Chain 1 -WarningAction Ignore' }
        @{ Call = 'Invoke-TopicModel -K 3 -Seed 7 -Method Variational -Iteration 20 -WarningAction Ignore' }
    ) {
        $clustering = $dfm | & ([scriptblock]::Create("process { `$_ | $Call }"))
        $clustering | Export-MixtureReport TestDrive:/receipt.html -Force
        $line = (Get-ReportData TestDrive:/receipt.html).overview.receipt | Where-Object { $_ -like '$clustering = *' }
        $WarningPreference = 'Ignore'
        $again = & ([scriptblock]::Create("$line; `$clustering"))
        $again.Labels | Should -Be $clustering.Labels
        $again.Centers.Values | Should -Be $clustering.Centers.Values
    }

    It 'writes the same bytes for the same input, also under another culture' {
        $fit | Export-MixtureReport TestDrive:/one.html -Document $texts
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $fit | Export-MixtureReport TestDrive:/two.html -Document $texts
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
        (Get-FileHash TestDrive:/one.html).Hash | Should -Be (Get-FileHash TestDrive:/two.html).Hash
    }

    It 'contains the script and the styles that its policy allows, and no address' {
        $fit | Export-MixtureReport TestDrive:/policy.html
        $page = Get-Content TestDrive:/policy.html -Raw
        $page -match '(?s)<style>(.*?)</style>' | Should -BeTrue
        $style = $Matches[1]
        $page -match '(?s)</script>\n<script>(.*?)</script>\n</body>' | Should -BeTrue
        $script = $Matches[1]
        foreach ($content in $style, $script) {
            $hash = [Convert]::ToBase64String([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($content)))
            $page | Should -BeLike "*-src 'sha256-$hash'*"
        }
        $page | Should -BeLike "*default-src 'none';*"
        [regex]::Matches($page, 'https?://[^"'' )]+').Value | Sort-Object -Unique | Should -Be 'http://www.w3.org/2000/svg'
    }

    It 'keeps texts as text, whatever they contain' {
        $bad = @($texts)
        $bad[0] = '</script><script>alert(1)</script>'
        $bad[1] = "<!-- <img src=x onerror=alert(2)> ]]> $([char]0x2028) & `"quoted`" '"
        $bad[2] = "half of a pair: $([char]0xD800)"
        $fit | Export-MixtureReport TestDrive:/bad.html -Document $bad -Title '<b>"Title" & more</b>'
        $page = Get-Content TestDrive:/bad.html -Raw
        [regex]::Matches($page, '</script>').Count | Should -Be 2
        $page | Should -Not -BeLike '*alert(1)</script>*'
        $page | Should -Not -BeLike "*$([char]0x2028)*"
        $page | Should -BeLike '*<title>&lt;b&gt;&quot;Title&quot; &amp; more&lt;/b&gt;</title>*'
        $data = Get-ReportData TestDrive:/bad.html
        $data.documents.text[0, 1] | Should -Be $bad[0, 1]
        $data.documents.text[2] | Should -Be "half of a pair: $([char]0xFFFD)"
        $data.title | Should -Be '<b>"Title" & more</b>'
    }

    It 'takes the texts that the DFM kept' {
        'the cat purrs', 'a cat sleeps', 'shares fell', 'the shares rose' | ConvertTo-Dfm -KeepText | Invoke-KMeans -K 2 -Seed 1 | Export-MixtureReport TestDrive:/kept.html
        (Get-ReportData TestDrive:/kept.html).documents.text | Should -Be 'the cat purrs', 'a cat sleeps', 'shares fell', 'the shares rose'
    }

    It 'takes texts from a property, and has the variables of the documents' {
        $rows = @(
            [pscustomobject]@{ body = 'the cat purrs'; year = 2001; author = 'Ann' }
            [pscustomobject]@{ body = 'a cat sleeps'; year = 2002; author = 'Ann' }
            [pscustomobject]@{ body = 'shares fell'; year = 2003; author = 'Bob' }
            [pscustomobject]@{ body = 'shares rose'; year = $null; author = 'Bob' }
        )
        $rows | ConvertTo-Dfm -TextProperty body -VariableProperty year, author | Invoke-KMeans -K 2 -Seed 1 | Export-MixtureReport TestDrive:/rows.html -Document $rows -TextProperty body
        $data = (Get-ReportData TestDrive:/rows.html).documents
        $data.text | Should -Be $rows.body
        $data.variableName | Should -Be year, author
        $data.variable0 | Should -Be 2001, 2002, 2003, 'NaN'
        $data.variable1 | ForEach-Object { $data.variable1Level[$_] } | Should -Be Ann, Ann, Bob, Bob
    }

    It 'compares with given labels and a given bound' {
        $names = $dfm.KnownCluster | ForEach-Object { 'red', 'green', 'blue' | Select-Object -Index $_ }
        $fit | Export-MixtureReport TestDrive:/known.html -KnownLabel $names -Bound 0.875
        $truth = (Get-ReportData TestDrive:/known.html).truth
        $truth.name | Sort-Object | Should -Be blue, green, red
        $truth.bound | Should -Be 0.875
        $truth.indexValue[1] | Should -BeApproximately ($fit | Measure-ClusterAccuracy).AdjustedRandIndex 5e-5
        ($truth.cellCount | Measure-Object -Sum).Sum | Should -Be 60
    }

    It 'computes the bound of simulated documents' {
        $small = New-MixtureModel -K 3 -Eta 1 -Seed 2026
        $small | Invoke-DfmSample -N 50 | Invoke-KMeans -Seed 1 | Export-MixtureReport TestDrive:/bound.html
        (Get-ReportData TestDrive:/bound.html).truth.bound | Should -BeApproximately ($small | Measure-MixtureBound).Accuracy 5e-5
    }

    It 'has no truth where none is known' {
        'a b', 'a b', 'c d' | ConvertTo-Dfm | Invoke-KMeans -K 2 -Seed 1 | Export-MixtureReport TestDrive:/none.html
        (Get-ReportData TestDrive:/none.html).truth | Should -BeNullOrEmpty
    }

    It 'takes the probabilities of terms from counts, if weights were clustered' {
        $weighted = $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 1
        $weighted | Export-MixtureReport TestDrive:/counts.html -Dfm $dfm
        $data = Get-ReportData TestDrive:/counts.html
        $data.words.isCount | Should -BeTrue
        $data.words.total | Should -Be 1200
    }

    It 'samples documents above the maximum, always the same' {
        $large = $model | Invoke-DfmSample -N 3000 -Seed 5 -Sampler Fast | Invoke-KMeans -Restart 1 -Seed 1
        $large | Export-MixtureReport TestDrive:/sample1.html -MaximumDocument 200
        $large | Export-MixtureReport TestDrive:/sample2.html -MaximumDocument 200
        $data = Get-ReportData TestDrive:/sample1.html
        $data.documents.count | Should -Be 200
        $data.documents.total | Should -Be 3000
        $data.documents.index | Sort-Object -Unique | Should -HaveCount 200
        ($data.clusters.size | Measure-Object -Sum).Sum | Should -Be 3000
        $data.documents.index[$data.clusters.typical[0]] | Should -Be ($large | Get-ClusterDocument -Top 1)[0].Document
        (Get-FileHash TestDrive:/sample1.html).Hash | Should -Be (Get-FileHash TestDrive:/sample2.html).Hash
    }

    It 'stays below 5 MB for 20,000 documents with texts' {
        $large = New-MixtureModel -K 20 -J 3000 -Eta 0.05 -Seed 1 | Invoke-DfmSample -N 20000 -DocumentLength 12 -Seed 2 -Sampler Fast
        $line = 'a title of about one hundred characters, as news agencies write them for those who read in haste'
        $lines = foreach ($i in 0..19999) { "$i $line" }
        $file = $large | Invoke-MixtureEM -Restart 1 -MaxIteration 5 -Seed 1 -WarningAction Ignore | Export-MixtureReport TestDrive:/large.html -Document $lines -PassThru
        $file.Length | Should -BeLessThan 5e6
        (Get-ReportData $file.FullName).documents.text[19999] | Should -Be $lines[19999]
    }

    It 'cuts long texts where the file would be too large' {
        $long = 'word ' * 100000
        $few = 'a b', 'a c', 'd e' | ConvertTo-Dfm | Invoke-KMeans -K 2 -Seed 1
        $few | Export-MixtureReport TestDrive:/cut.html -Document $long, 'short', 'x'
        $data = (Get-ReportData TestDrive:/cut.html).documents
        $data.textLimit | Should -Be 2000
        $data.text[0].Length | Should -Be 2001
        $data.text[1] | Should -Be short
    }

    It 'works after <Name>' -ForEach @(
        @{ Name = 'a job'; Travel = { Start-Job { Import-Module $using:modulePath; New-MixtureModel -K 3 -J 20 -Eta 0.2 -Seed 2026 | Invoke-DfmSample -N 60 -DocumentLength 20 | Invoke-KMeans -Seed 1 } | Receive-Job -Wait -AutoRemoveJob } }
        @{ Name = 'Clixml'; Travel = { $fit | Export-Clixml TestDrive:/fit.xml; Import-Clixml TestDrive:/fit.xml } }
        @{ Name = 'Export-MixtureModel'; Travel = { $fit | Export-MixtureModel TestDrive:/fit.json -Force; Import-MixtureModel TestDrive:/fit.json } }
    ) {
        $fit | Export-MixtureReport TestDrive:/before.html -Force
        & $Travel | Export-MixtureReport TestDrive:/after.html -Force
        (Get-FileHash TestDrive:/after.html).Hash | Should -Be (Get-FileHash TestDrive:/before.html).Hash
    }

    It 'shows the terms of a clustering that was saved without its documents: <_>' -ForEach 'Invoke-KMeans', 'Invoke-MixtureEM', 'Invoke-TopicModel' {
        $clustering = $dfm | & $_ -K 3 -Seed 1 -WarningAction Ignore
        $clustering | Export-MixtureModel TestDrive:/bare.json -ExcludeDocument -Force
        Import-MixtureModel TestDrive:/bare.json | Export-MixtureReport TestDrive:/bare.html -Force
        $data = Get-ReportData TestDrive:/bare.html
        $data.documents.count | Should -Be 0
        $data.truth | Should -BeNullOrEmpty
        $data.clusters.size | Should -Be $clustering.ClusterSize
        $data.clusters.termCount | Should -Not -Contain 0
    }

    It 'adds .html to <Name>: <Expected>' -ForEach @(
        @{ Name = 'plain'; Expected = 'plain.html' }
        @{ Name = 'dotted.name'; Expected = 'dotted.name.html' }
        @{ Name = 'PAGE.HTM'; Expected = 'PAGE.HTM' }
        @{ Name = 'page[1].html'; Expected = 'page[1].html' }
    ) {
        $file = $fit | Export-MixtureReport (Join-Path $TestDrive $Name) -PassThru
        $file | Should -BeOfType ([IO.FileInfo])
        $file.Name | Should -BeExactly $Expected
        Test-Path -LiteralPath $file.FullName | Should -BeTrue
    }

    It 'writes nothing with -WhatIf' {
        $fit | Export-MixtureReport TestDrive:/whatif.html -WhatIf
        'TestDrive:/whatif.html' | Should -Not -Exist
    }

    It 'replaces a file only with -Force' {
        Set-Content TestDrive:/old.html old
        { $fit | Export-MixtureReport TestDrive:/old.html } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content TestDrive:/old.html | Should -Be old
        $fit | Export-MixtureReport TestDrive:/old.html -Force
        Get-Content TestDrive:/old.html -TotalCount 1 | Should -Be '<!DOCTYPE html>'
    }

    It 'leaves an earlier file and no temporary file after an error' {
        $folder = New-Item TestDrive:/failed -ItemType Directory
        Set-Content (Join-Path $folder page.html) old
        { $fit | Export-MixtureReport (Join-Path $folder page.html) -Document 'one' -Force } | Should -Throw -ErrorId 'TextCountMismatch,*'
        Get-ChildItem $folder -Force | ForEach-Object Name | Should -Be page.html
        Get-Content (Join-Path $folder page.html) | Should -Be old
    }

    It 'reports <Id>: <Name>' -ForEach @(
        @{ Id = 'TextCountMismatch'; Name = 'texts of other documents'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -Document 'one', 'two' } }
        @{ Id = 'LabelLengthMismatch'; Name = 'labels of other documents'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -KnownLabel 0, 1 } }
        @{ Id = 'InvalidLabel'; Name = 'a label that is none'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -KnownLabel (@(-1) * 60) } }
        @{ Id = 'EmptyLabels'; Name = 'no labels'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -KnownLabel $null } }
        @{ Id = 'FolderNotFound'; Name = 'a missing folder'; Call = { $fit | Export-MixtureReport TestDrive:/none/x.html } }
        @{ Id = 'NotAFile'; Name = 'another drive'; Call = { $fit | Export-MixtureReport env:/x.html } }
        @{ Id = 'InvalidOption'; Name = 'a bound above 1'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -Bound 1.5 } }
        @{ Id = 'InvalidOption'; Name = 'no terms'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -Term 0 } }
        @{ Id = 'InvalidOption'; Name = 'no documents'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -MaximumDocument 0 } }
        @{ Id = 'AlreadyWeighted'; Name = 'weights as counts'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -Dfm ($dfm | ConvertTo-TfIdf) } }
        @{ Id = 'ShapeMismatch'; Name = 'counts of other documents'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -Dfm ($model | Invoke-DfmSample -N 5) } }
        @{ Id = 'ParameterNeeded'; Name = 'a property without objects'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -TextProperty body } }
        @{ Id = 'SeveralClusterings'; Name = 'two clusterings'; Call = { $fit, $fit | Export-MixtureReport TestDrive:/several.html -Force } }
        @{ Id = 'NotText'; Name = 'objects without a property'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -Document (0..59 | ForEach-Object { [pscustomobject]@{ a = 1 } }) } }
    ) {
        $Call | Should -Throw -ErrorId "$Id,*"
        'TestDrive:/x.html' | Should -Not -Exist
    }

    It 'reports DocumentsNeeded for <Name> of a clustering without documents' -ForEach @(
        @{ Name = 'texts'; Parameters = @{ Document = 'one' } }
        @{ Name = 'labels'; Parameters = @{ KnownLabel = 0, 1 } }
    ) {
        $fit | Export-MixtureModel TestDrive:/bare.json -ExcludeDocument -Force
        { Import-MixtureModel TestDrive:/bare.json | Export-MixtureReport TestDrive:/x.html @Parameters } | Should -Throw -ErrorId 'DocumentsNeeded,*'
    }
}

Describe 'Export-MixtureReport of an experiment' {
    BeforeAll {
        $grid = @{ K = 3; J = 20; Eta = 0.1, 1; DocumentLength = 5, 20; N = 40; Method = 'KMeans', 'EM'; Replicate = 4; Seed = 2026 }
        $runs = Invoke-MixtureExperiment @grid
        $columns = 'Cell', 'Replicate', 'Method', 'K', 'J', 'Eta', 'Alpha', 'N', 'DocumentLength', 'FitK', 'Restart', 'Smoothing', 'Sweep', 'LabelledDocument', 'DataSeed', 'Seed', 'Accuracy', 'ErrorId'

        # Returns the rows that the receipt of a page makes in a new shell, without their seconds.
        function Get-Again($path) {
            $receipt = (Get-ReportData $path).overview.receipt | Select-Object -SkipLast 1
            Set-Content (Join-Path $TestDrive receipt.ps1) ("Import-Module '$modulePath'", '$WarningPreference = ''Ignore''', ($receipt -join "`n"), "`$rows | Select-Object $($columns -join ', ') | ConvertTo-Csv")
            $answer = Invoke-Shell -TimeoutSecond 200 -ArgumentList '-File', (Join-Path $TestDrive receipt.ps1)
            $answer.ExitCode | Should -Be 0 -Because $answer.Error
            $answer.Output
        }
    }

    It 'has the figures of Measure-MixtureExperiment' {
        $runs | Export-MixtureReport TestDrive:/runs.html | Should -BeNullOrEmpty
        $data = Get-ReportData TestDrive:/runs.html
        $data.kind | Should -Be experiment
        $data.factors.name | Should -Be Eta, DocumentLength, Method
        $data.measures.name | Should -Contain Accuracy
        $data.reference | Should -Be KMeans
        $views = @($data.whole) + (0..($data.viewCount - 1) | ForEach-Object { $data."view$_" })
        $views | Should -HaveCount 7
        foreach ($view in $views) {
            $by = @($data.factors.name[$view.factor])
            $reference = if ($by -contains 'Method') { @{ Reference = 'KMeans' } } else { @{} }
            $expected = @($runs | Measure-MixtureExperiment -By $by -Metric $data.measures.name @reference)
            $groups = $view.groups
            $expected | Should -HaveCount ($groups * $data.measures.name.Count)
            foreach ($figure in 'Count', 'Mean', 'ConfidenceLow', 'ConfidenceHigh', 'Bound', 'Difference', 'DifferenceLow', 'DifferenceHigh') {
                for ($i = 0; $i -lt $expected.Count; $i++) {
                    $shown = $view.$figure ? $view.$figure[$i] : 'NaN'
                    $value = $expected[$i].$figure
                    if ($null -eq $value) { $shown | Should -Be NaN }
                    else { [Math]::Abs($shown - $value) | Should -BeLessOrEqual (1e-6 * [Math]::Max(1, [Math]::Abs($value))) }
                }
            }
        }
    }

    It 'has every run with its seeds' {
        $runs | Export-MixtureReport TestDrive:/seeds.html
        $data = (Get-ReportData TestDrive:/seeds.html).runs
        $data.count | Should -Be 32
        $at = [array]::IndexOf($data.columnName, 'Seed')
        $data."column$at" | Should -Be $runs.Seed
        $at = [array]::IndexOf($data.columnName, 'DataSeed')
        $data."column${at}Text"[$data."column$at"] | Should -Be $runs.DataSeed
    }

    It 'has a receipt that makes the same rows in another shell: <Name>' -ForEach @(
        @{ Name = 'a full grid'; Make = { $runs } }
        @{ Name = 'parameters of methods'; Make = { Invoke-MixtureExperiment -K 2, 3 -J 12 -N 30 -Method KMeans, EM -FitK 2, 4 -Restart 2, 3 -Smoothing 0.5 -Seed 7 } }
        @{ Name = 'lengths with a distribution, shares and words that differ'; Make = { Invoke-MixtureExperiment -K 2 -Eta @(, (0.5, 1, 2)) -Alpha 0.3, 0.7 -DocumentLength 'Poisson(12)', 8 -N 30 -Method KMeans -Seed 12345678901234567890123 } }
        @{ Name = 'combinations that are no grid'; Make = { Invoke-MixtureExperiment -K 2 -N 30 -Eta 0.1 -Seed 3; Invoke-MixtureExperiment -K 3 -N 20 -Eta 2 -Seed 3 } }
        @{ Name = 'several seeds'; Make = { 1, 2 | ForEach-Object { Invoke-MixtureExperiment -K 2 -N 30 -Seed $_ } } }
        @{ Name = 'methods of two experiments'; Make = { Invoke-MixtureExperiment -K 2 -N 30 -Restart 2 -Seed 3; Invoke-MixtureExperiment -K 2 -N 30 -Method EM -Restart 3 -Seed 3 } }
        @{ Name = 'labels and seed words'; Make = { Invoke-MixtureExperiment -K 2 -J 20 -N 40 -Method EM, Gibbs -LabelledDocument 0, 5 -Sweep 5 -Chain 2 -Seed 3 } }
    ) {
        $rows = & $Make
        $rows | Export-MixtureReport TestDrive:/again.html -Force
        Get-Again TestDrive:/again.html | Sort-Object | Should -Be ($rows | Select-Object $columns | ConvertTo-Csv | Sort-Object)
    }

    It 'says what a receipt can not make again' {
        $runs[0..4 + 6..31] | Export-MixtureReport TestDrive:/part.html -Force
        $data = Get-ReportData TestDrive:/part.html
        $data.overview.status | Should -Be 'Incomplete: 1 run of the grid is missing.'
        $data.overview.receipt[0] | Should -Be '# The lines make 32 runs, of which 1 run is not among the rows of this report.'
        $runs | Select-Object Method, Eta, DocumentLength, Replicate, Accuracy | Export-MixtureReport TestDrive:/part.html -Force
        (Get-ReportData TestDrive:/part.html).overview.receipt[0] | Should -BeLike '# The rows don''t have the seed*'
        $runs | ForEach-Object { $copy = $_ | Select-Object *; $copy.Seed++; $copy } | Export-MixtureReport TestDrive:/part.html -Force
        (Get-ReportData TestDrive:/part.html).overview.receipt[0] | Should -BeLike '# The seeds of some rows don''t follow*'
        Invoke-MixtureExperiment -K 2 -N 20 -Seed 1 -ScriptBlock @{ "it's" = { param($dfm, $seed) $dfm | Invoke-KMeans -Seed $seed } } | Export-MixtureReport TestDrive:/part.html -Force
        $receipt = (Get-ReportData TestDrive:/part.html).overview.receipt
        $receipt[0] | Should -BeLike '# $code: the script block*'
        $receipt[1] | Should -BeLike "*-ScriptBlock @{ 'it''s' = `$code }*"
    }

    It 'shows the same for rows from <Name>' -ForEach @(
        @{ Name = 'a CSV file'; Travel = { $runs | Export-Csv TestDrive:/rows.csv; Import-Csv TestDrive:/rows.csv } }
        @{ Name = 'a journal'; Travel = { $null = Invoke-MixtureExperiment @grid -Journal (Join-Path $TestDrive journal.jsonl); Import-MixtureJournal (Join-Path $TestDrive journal.jsonl) } }
        @{ Name = 'Clixml'; Travel = { $runs | Export-Clixml TestDrive:/rows.xml; Import-Clixml TestDrive:/rows.xml } }
        @{ Name = 'hashtables'; Travel = { $runs | ForEach-Object { $row = @{}; foreach ($property in $_.PSObject.Properties) { $row[$property.Name] = $property.Value }; $row } } }
        @{ Name = 'one array'; Travel = { , @($runs) } }
    ) {
        $runs | Select-Object * -ExcludeProperty Seconds | Export-MixtureReport TestDrive:/before.html -Force
        $rows = & $Travel
        @($rows)[0] | Should -Not -BeNullOrEmpty
        $copies = $rows | ForEach-Object { $_ } | ForEach-Object { if ($_ -is [hashtable]) { $_.Remove('Seconds'); $_ } else { $_ | Select-Object * -ExcludeProperty Seconds } }
        $copies = $copies | Sort-Object { [array]::IndexOf($runs.DataSeed, "$($_.DataSeed)") }, { [array]::IndexOf(('KMeans', 'EM'), "$($_.Method)") } -Stable
        $expected = Get-ReportData TestDrive:/before.html
        $copies | Export-MixtureReport TestDrive:/after.html -Force
        $data = Get-ReportData TestDrive:/after.html
        $data.whole | ConvertTo-Json -Compress | Should -Be ($expected.whole | ConvertTo-Json -Compress)
        $data.overview | ConvertTo-Json -Compress | Should -Be ($expected.overview | ConvertTo-Json -Compress)
        ($data.runs.columnName | Sort-Object) | Should -Be ($expected.runs.columnName | Sort-Object)
    }

    It 'takes an array as an argument' {
        Export-MixtureReport TestDrive:/argument.html $runs
        (Get-ReportData TestDrive:/argument.html).runs.total | Should -Be 32
    }

    It 'shows summaries as they are' {
        $summary = $runs | Measure-MixtureExperiment -By Eta, DocumentLength, Method -Metric Accuracy, RandIndex -Reference EM
        $summary | Export-MixtureReport TestDrive:/summary.html
        $data = Get-ReportData TestDrive:/summary.html
        $data.overview.summarised | Should -BeTrue
        $data.measures.name | Should -Be Accuracy, RandIndex
        $data.reference | Should -Be EM
        $data.runs.count | Should -Be 0
        $data.whole.mean | Should -HaveCount 16
        for ($i = 0; $i -lt 16; $i++) { $data.whole.mean[$i] | Should -BeApproximately $summary[$i].Mean 1e-6 }
        $data.whole.difference[0] | Should -BeApproximately $summary[0].Difference 1e-6
        $data.whole.difference[1] | Should -Be NaN
    }

    It 'keeps the names and messages of failed runs as text' {
        $name = '</script><script>alert(1)</script>'
        Invoke-MixtureExperiment -K 2 -N 20 -Seed 1 -Replicate 2 -Method KMeans -ScriptBlock @{ $name = { throw '<script>alert(2)</script>' } } | Export-MixtureReport TestDrive:/failed.html
        $page = Get-Content TestDrive:/failed.html -Raw
        [regex]::Matches($page, '</script>').Count | Should -Be 2
        $page | Should -Not -BeLike '*alert(1)</script>*'
        $data = Get-ReportData TestDrive:/failed.html
        $data.factors.level | Should -Contain $name
        $data.overview.errorMessage | Should -BeLike '*<script>alert(2)</script>*'
        $data.overview.errorCount | Should -Be 2
        $data.overview.status | Should -Be 'Incomplete: 2 runs failed.'
        $data.whole.failed | Measure-Object -Sum | ForEach-Object Sum | Should -Be 2
        ($data.runs.failed | Measure-Object -Sum).Sum | Should -Be 2
    }

    It 'offers the chosen measures and compares with the chosen method' {
        $runs | Export-MixtureReport TestDrive:/chosen.html -Metric seconds, RandIndex -Reference em -Title Chosen
        $data = Get-ReportData TestDrive:/chosen.html
        $data.measures.name | Should -Be Seconds, RandIndex
        $data.reference | Should -BeExactly EM
        $data.title | Should -Be Chosen
    }

    It 'has all failed runs and the first others above the maximum' {
        $rows = $runs | Select-Object *
        $rows[20].Error, $rows[20].ErrorId, $rows[20].Accuracy = 'bad', 'Bad', $null
        $rows | Export-MixtureReport TestDrive:/maximum.html -MaximumRun 5
        $data = Get-ReportData TestDrive:/maximum.html
        $data.runs.count | Should -Be 5
        $data.runs.total | Should -Be 32
        $data.runs.failed | Should -Be 0, 0, 0, 0, 1
        ($data.whole.count | Select-Object -First 8 | Measure-Object -Sum).Sum | Should -Be 31
    }

    It 'writes the same bytes for the same rows, also under another culture' {
        $runs | Export-MixtureReport TestDrive:/one.html
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $runs | Export-MixtureReport TestDrive:/two.html
            $runs | Export-Csv TestDrive:/comma.csv
            Import-Csv TestDrive:/comma.csv | Export-MixtureReport TestDrive:/three.html
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
        (Get-FileHash TestDrive:/one.html).Hash | Should -Be (Get-FileHash TestDrive:/two.html).Hash
        (Get-ReportData TestDrive:/three.html).overview.factValue | Should -Contain '0.1, 1'
    }

    It 'compares nothing if the reference is ambiguous and was not asked for' {
        $rows = Invoke-MixtureExperiment -K 2 -N 30 -Method KMeans -Restart 1, 2 -Replicate 2 -Seed 1
        $rows += $rows | ForEach-Object { $copy = $_ | Select-Object *; $copy.Method = 'Other'; $copy.Restart = $null; $copy }
        $rows | Export-MixtureReport TestDrive:/ambiguous.html
        (Get-ReportData TestDrive:/ambiguous.html).reference | Should -BeNullOrEmpty
        { $rows | Export-MixtureReport TestDrive:/x.html -Reference KMeans } | Should -Throw -ErrorId 'AmbiguousReference,*'
    }

    It 'reports <Id>: <Name>' -ForEach @(
        @{ Id = 'MixedInput'; Name = 'rows after a clustering'; Call = { $fit, $runs[0] | Export-MixtureReport TestDrive:/x.html } }
        @{ Id = 'MixedInput'; Name = 'a clustering after rows'; Call = { $runs[0], $fit | Export-MixtureReport TestDrive:/x.html } }
        @{ Id = 'NotARow'; Name = 'text'; Call = { 'text' | Export-MixtureReport TestDrive:/x.html } }
        @{ Id = 'NotARow'; Name = 'a DFM'; Call = { $dfm | Export-MixtureReport TestDrive:/x.html } }
        @{ Id = 'NothingToReport'; Name = 'rows without a measure'; Call = { [pscustomobject]@{ Name = 'a' } | Export-MixtureReport TestDrive:/x.html } }
        @{ Id = 'NothingToReport'; Name = 'a search for a target'; Call = { $runs | Measure-MixtureExperiment -By Method, DocumentLength -Target 0.5 | Export-MixtureReport TestDrive:/x.html } }
        @{ Id = 'MissingProperty'; Name = 'a measure that no row has'; Call = { $runs | Export-MixtureReport TestDrive:/x.html -Metric Acuracy } }
        @{ Id = 'UnknownReference'; Name = 'a reference that no row has'; Call = { $runs | Export-MixtureReport TestDrive:/x.html -Reference LDA } }
        @{ Id = 'UnknownReference'; Name = 'differences that summaries lack'; Call = { $runs | Measure-MixtureExperiment -By Method | Export-MixtureReport TestDrive:/x.html -Reference EM } }
        @{ Id = 'SeveralRowsInCell'; Name = 'summaries of two experiments'; Call = { @($runs | Measure-MixtureExperiment -By Method) * 2 | Export-MixtureReport TestDrive:/x.html } }
        @{ Id = 'ConflictingParameter'; Name = 'a parameter of clusterings'; Call = { $runs | Export-MixtureReport TestDrive:/x.html -Term 5 } }
        @{ Id = 'ConflictingParameter'; Name = 'a parameter of experiments'; Call = { $fit | Export-MixtureReport TestDrive:/x.html -Metric Accuracy } }
        @{ Id = 'InvalidOption'; Name = 'no runs'; Call = { $runs | Export-MixtureReport TestDrive:/x.html -MaximumRun 0 } }
    ) {
        $Call | Should -Throw -ErrorId "$Id,*"
        'TestDrive:/x.html' | Should -Not -Exist
    }
}

Describe 'The receipt of a clustering' {
    BeforeAll {
        # Returns the labels of a receipt that is run in a new shell.
        function Get-LabelAgain($clustering) {
            $clustering | Export-MixtureReport TestDrive:/again.html -Force
            $receipt = (Get-ReportData TestDrive:/again.html).overview.receipt | Select-Object -SkipLast 1
            Set-Content (Join-Path $TestDrive receipt.ps1) ("Import-Module '$modulePath'", '$WarningPreference = ''Ignore''', ($receipt -join "`n"), '$clustering.Labels -join " "')
            $answer = Invoke-Shell -TimeoutSecond 200 -ArgumentList '-File', (Join-Path $TestDrive receipt.ps1)
            $answer.ExitCode | Should -Be 0 -Because $answer.Error
            "$($answer.Output)".Trim()
        }
    }

    It 'makes the same labels from nothing: <Name>' -ForEach @(
        @{ Name = 'one seed'; Make = { New-MixtureModel -K 3 -J 30 -Eta 0.3 -Seed 2026 | Invoke-DfmSample -N 80 | Invoke-KMeans -Seed 42 } }
        @{ Name = 'words, shares and random lengths'; Make = { New-MixtureModel -K 2 -Vocabulary "it's", 'b', 'c' -Eta 0.5, 1, 2 -Alpha 0.3, 0.7 -Seed 7 | Invoke-DfmSample -N 60 -DocumentLength 'Poisson(15)' | Invoke-MixtureEM -Seed 1 -Restart 2 } }
        @{ Name = 'a seed of its own and the fast sampler'; Make = { New-MixtureModel -K 3 -J 30 -Eta 0.3 -Seed 1 | Invoke-DfmSample -N 90 -DocumentLength 'NegativeBinomial(5, 0.2)' -Seed 99 -Sampler Fast | Invoke-KMeans -Seed 42 } }
        @{ Name = 'lengths in a list'; Make = { New-MixtureModel -K 2 -J 10 -Eta 0.3 -Seed 1 | Invoke-DfmSample -N 6 -DocumentLength 5, 6, 7, 8, 9, 10 | Invoke-KMeans -Seed 42 } }
        @{ Name = 'a fresh seed'; Make = { New-MixtureModel -K 2 -J 10 -Eta 0.3 | Invoke-DfmSample -N 40 | Invoke-KMeans -Seed 42 } }
        @{ Name = 'topics'; Make = { New-MixtureModel -K 3 -J 30 -Eta 0.1 -Membership Mixed -Seed 1 | Invoke-DfmSample -N 40 -DocumentLength 30 | Invoke-TopicModel -Iteration 20 -Seed 1 -WarningAction Ignore } }
        @{ Name = 'weights'; Make = { New-MixtureModel -K 3 -J 30 -Eta 0.3 -Seed 2026 | Invoke-DfmSample -N 80 | ConvertTo-TfIdf -Scheme Quanteda -SublinearTf -Norm L2 | Invoke-KMeans -K 3 -Seed 42 } }
        @{ Name = 'after Clixml'; Make = { New-MixtureModel -K 2 -J 10 -Eta 0.3 -Seed 1 | Invoke-DfmSample -N 40 -DocumentLength 'Poisson(15)' | Invoke-KMeans -Seed 42 | Export-Clixml TestDrive:/fit.xml; Import-Clixml TestDrive:/fit.xml } }
    ) {
        $clustering = & $Make
        Get-LabelAgain $clustering | Should -Be ($clustering.Labels -join ' ')
    }

    It 'says if the documents are not the first of their seed' {
        $shared = New-MixtureModel -K 2 -J 10 -Eta 0.3 -Seed 1
        $null = $shared | Invoke-DfmSample -N 10
        $shared | Invoke-DfmSample -N 40 | Invoke-KMeans -Seed 42 | Export-MixtureReport TestDrive:/later.html
        $receipt = (Get-ReportData TestDrive:/later.html).overview.receipt
        $receipt[1] | Should -BeLike '# drawn from a mixture*no lines make it again'
        $receipt | Should -Not -Contain 'Invoke-DfmSample'
    }

    It 'names the model if its words were given' {
        New-MixtureModel -Mu (0.5, 0.5), (0.1, 0.9) | Invoke-DfmSample -N 40 -Seed 5 | Invoke-KMeans -Seed 42 | Export-MixtureReport TestDrive:/given.html
        $receipt = (Get-ReportData TestDrive:/given.html).overview.receipt
        $receipt[0] | Should -BeLike '# $model: the mixture of 2*'
        $receipt[1] | Should -Be '$dfm = $model | Invoke-DfmSample -N 40 -DocumentLength 10 -Seed 5'
    }

    It 'makes the same DFM from the texts: <Call>' -ForEach @(
        @{ Call = 'ConvertTo-Dfm' }
        @{ Call = 'ConvertTo-Dfm -StopWord English -Stem English -NGram 1, 2 -MinLength 3' }
        @{ Call = 'ConvertTo-Dfm -StopWord the, "it''s" -CaseSensitive -Keep Url, Email' }
        @{ Call = "ConvertTo-Dfm -StopWord French -Elision None -Pattern '^[a-z]+$'" }
        @{ Call = 'ConvertTo-Dfm -Token Character -NGram 3 -CrossSentence | ConvertTo-TfIdf -UseIdf:$false' }
    ) {
        $lines = "the cat's purring at https://example.org", "A cat sleeps, l'amour", 'Shares fell and fell', 'the shares rose. It rose'
        $made = $lines | & ([scriptblock]::Create("end { `$input | $Call }"))
        $made | Invoke-KMeans -K 2 -Seed 1 | Export-MixtureReport TestDrive:/text.html -Force
        $receipt = (Get-ReportData TestDrive:/text.html).overview.receipt
        $receipt | Should -Contain '$texts = Get-Content TEXTS.txt'
        $line = $receipt | Where-Object { $_ -like '$dfm = *' }
        $texts = $lines
        $again = & ([scriptblock]::Create("$line; , `$dfm"))
        "$($again.TextRecipe)" | Should -Be "$($made.TextRecipe)"
        $again.Vocabulary | Should -Be $made.Vocabulary
        $again.Matrix.Values | Should -Be $made.Matrix.Values
    }
}
