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
