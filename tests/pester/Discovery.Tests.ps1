BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    function Get-Completion([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
}

Describe 'Names from Python' {
    It '<Cmdlet> -<Alias> means -<Parameter>' -ForEach @(
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'n_clusters'; Parameter = 'K' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'n_init'; Parameter = 'Restart' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'random_state'; Parameter = 'Seed' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'max_iter'; Parameter = 'MaxIteration' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'tol'; Parameter = 'Tolerance' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'batch_size'; Parameter = 'BatchSize' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'init'; Parameter = 'Init' }
        @{ Cmdlet = 'Invoke-MixtureEM'; Alias = 'n_components'; Parameter = 'K' }
        @{ Cmdlet = 'Invoke-TopicModel'; Alias = 'n_components'; Parameter = 'K' }
        @{ Cmdlet = 'Invoke-TopicModel'; Alias = 'num_topics'; Parameter = 'K' }
        @{ Cmdlet = 'Invoke-TopicModel'; Alias = 'doc_topic_prior'; Parameter = 'Alpha' }
        @{ Cmdlet = 'Invoke-TopicModel'; Alias = 'topic_word_prior'; Parameter = 'Eta' }
        @{ Cmdlet = 'Invoke-TopicModel'; Alias = 'batch_size'; Parameter = 'BatchSize' }
        @{ Cmdlet = 'Invoke-TopicModel'; Alias = 'learning_offset'; Parameter = 'Delay' }
        @{ Cmdlet = 'Invoke-TopicModel'; Alias = 'learning_decay'; Parameter = 'Decay' }
        @{ Cmdlet = 'Invoke-MixtureEM'; Alias = 'n_init'; Parameter = 'Restart' }
        @{ Cmdlet = 'Invoke-MixtureEM'; Alias = 'max_iter'; Parameter = 'MaxIteration' }
        @{ Cmdlet = 'Invoke-MixtureEM'; Alias = 'tol'; Parameter = 'Tolerance' }
        @{ Cmdlet = 'Find-ClusterCount'; Alias = 'n_init'; Parameter = 'Restart' }
        @{ Cmdlet = 'Find-ClusterCount'; Alias = 'sample_size'; Parameter = 'SampleSize' }
        @{ Cmdlet = 'Measure-ClusterQuality'; Alias = 'sample_size'; Parameter = 'SampleSize' }
        @{ Cmdlet = 'Measure-ClusterQuality'; Alias = 'random_state'; Parameter = 'Seed' }
        @{ Cmdlet = 'Measure-ClusterAccuracy'; Alias = 'labels_true'; Parameter = 'Known' }
        @{ Cmdlet = 'Measure-ClusterAccuracy'; Alias = 'labels_pred'; Parameter = 'Estimated' }
        @{ Cmdlet = 'ConvertTo-TfIdf'; Alias = 'use_idf'; Parameter = 'UseIdf' }
        @{ Cmdlet = 'ConvertTo-TfIdf'; Alias = 'smooth_idf'; Parameter = 'SmoothIdf' }
        @{ Cmdlet = 'ConvertTo-TfIdf'; Alias = 'sublinear_tf'; Parameter = 'SublinearTf' }
        @{ Cmdlet = 'ConvertTo-TfIdf'; Alias = 'norm'; Parameter = 'Norm' }
        @{ Cmdlet = 'ConvertTo-Dfm'; Alias = 'stop_words'; Parameter = 'StopWord' }
        @{ Cmdlet = 'ConvertTo-Dfm'; Alias = 'min_df'; Parameter = 'MinDocumentFrequency' }
        @{ Cmdlet = 'ConvertTo-Dfm'; Alias = 'max_df'; Parameter = 'MaxDocumentFrequency' }
        @{ Cmdlet = 'ConvertTo-Dfm'; Alias = 'max_features'; Parameter = 'MaxFeature' }
        @{ Cmdlet = 'ConvertTo-Dfm'; Alias = 'vocabulary'; Parameter = 'Vocabulary' }
        @{ Cmdlet = 'Select-DfmFeature'; Alias = 'min_df'; Parameter = 'MinDocumentFrequency' }
        @{ Cmdlet = 'Select-DfmFeature'; Alias = 'max_df'; Parameter = 'MaxDocumentFrequency' }
        @{ Cmdlet = 'Select-DfmFeature'; Alias = 'max_features'; Parameter = 'MaxFeature' }
        @{ Cmdlet = 'Invoke-DirichletSample'; Alias = 'alpha'; Parameter = 'Eta' }
        @{ Cmdlet = 'Invoke-MultinomialSample'; Alias = 'n'; Parameter = 'Trials' }
        @{ Cmdlet = 'Invoke-MultinomialSample'; Alias = 'pvals'; Parameter = 'Probability' }
    ) {
        (Get-Command $Cmdlet).ResolveParameter($Alias).Name | Should -BeExactly $Parameter
    }

    It 'omit ngram_range, which differs from -NGram in meaning' {
        (Get-Command ConvertTo-Dfm).Parameters.Values.Aliases | Should -Not -Contain 'ngram_range'
    }

    It 'have the effect of the parameters' {
        $dfm = New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 100
        ($dfm | Invoke-KMeans -n_clusters 4 -n_init 3 -random_state 7).Labels | Should -Be ($dfm | Invoke-KMeans -K 4 -Restart 3 -Seed 7).Labels
        (Measure-ClusterAccuracy -labels_true 0, 0, 1 -labels_pred 1, 1, 0).Accuracy | Should -Be 1
        ($dfm | ConvertTo-TfIdf -use_idf:$false -norm L1).Row(0) | Should -Be ($dfm | ConvertTo-TfIdf -UseIdf:$false -Norm L1).Row(0)
    }
}

Describe 'Completion' {
    BeforeAll {
        $mixtureDfm = 'the cat sat', "it's a dog's life, 2nd" | ConvertTo-Dfm -Token WhiteSpace
        $mixtureTables = @{ Text = 'a'; Topic = 'x' }, @{ Other = 'b' }
        $mixtureRows = @(
            [pscustomobject]@{ Title = 'a'; Body = 'b c'; 'Topic name' = 'x' }
            [pscustomobject]@{ Title = 'd'; Body = 'e'; 'Topic name' = 'y' }
        )
    }

    It 'completes <Line> to <Expected>' -ForEach @(
        @{ Line = 'ConvertTo-Dfm -StopWord Ge'; Expected = 'German' }
        @{ Line = 'ConvertTo-Dfm -Stem Ge'; Expected = 'German' }
        @{ Line = 'Invoke-KMeans -Metric C'; Expected = 'Cosine' }
        @{ Line = 'Invoke-KMeans -Method B'; Expected = 'Bisecting' }
        @{ Line = 'Find-ClusterCount -Criterion Sil'; Expected = 'Silhouette' }
        @{ Line = 'Get-ClusterTerm -By F'; Expected = 'Frex' }
        @{ Line = 'Export-Dfm x.txt -Format Mat'; Expected = 'MatrixMarket' }
        @{ Line = '$mixtureDfm | Select-DfmFeature -Keep c'; Expected = 'cat' }
        @{ Line = 'Select-DfmFeature -InputObject $mixtureDfm -Drop s'; Expected = 'sat' }
        @{ Line = '$mixtureDfm | Select-DfmFeature -Keep cat, do'; Expected = "'dog''s'" }
        @{ Line = 'ConvertTo-Dfm -StopWord it'; Expected = 'Italian' }
        @{ Line = 'ConvertTo-Dfm -StopWord Hi'; Expected = 'Hindi' }
        @{ Line = '$mixtureDfm | Select-DfmFeature -Keep CA'; Expected = 'cat' }
        @{ Line = '$mixtureDfm | Select-DfmFeature -Keep ''ca'; Expected = 'cat' }
        @{ Line = '$mixtureDfm | Select-DfmFeature -Keep 2'; Expected = "'2nd'" }
        @{ Line = '$mixtureTables | ConvertTo-Dfm -TextProperty Te'; Expected = 'Text' }
        @{ Line = '$mixtureRows | ConvertTo-Dfm -TextProperty B'; Expected = 'Body' }
        @{ Line = 'ConvertTo-Dfm -InputObject $mixtureRows -NameProperty Ti'; Expected = 'Title' }
        @{ Line = '$mixtureRows | ConvertTo-Dfm -TextProperty Body -LabelProperty To'; Expected = "'Topic name'" }
    ) {
        Get-Completion $Line | Should -BeExactly $Expected
    }

    It 'completes <Line> to <Expected> without objects' -ForEach @(
        @{ Line = 'ConvertTo-Dfm -Path x.txt -Encoding windows-1252'; Expected = 'windows-1252' }
        @{ Line = 'ConvertTo-Dfm -Path x.txt -Encoding unic'; Expected = 'unicode' }
        @{ Line = 'Invoke-MixtureExperiment -K 2 | Measure-MixtureExperiment -By Doc'; Expected = 'DocumentLength' }
        @{ Line = 'Measure-MixtureExperiment -Metric Adjusted'; Expected = 'AdjustedRandIndex', 'AdjustedMutualInformation' }
        @{ Line = 'Measure-MixtureExperiment -Target 1 -Of Et'; Expected = 'Eta' }
        @{ Line = 'Export-MixturePlot x.png -Metric Pur'; Expected = 'Purity' }
        @{ Line = 'Export-MixturePlot x.png -X DocumentL'; Expected = 'DocumentLength' }
        @{ Line = '$mixtureRows | Export-MixturePlot x.png -Group Ti'; Expected = 'Title' }
        @{ Line = '$mixtureRows | Where-Object Title | ConvertTo-Dfm -TextProperty B'; Expected = 'Body' }
        @{ Line = '$mixtureRows | Measure-MixtureExperiment -By Ti'; Expected = 'Title' }
        @{ Line = 'Get-ChildItem -File | ConvertTo-Dfm -NameProperty Full'; Expected = 'FullName' }
        @{ Line = '$mixtureDfm | ConvertFrom-Dfm -As Long | ConvertTo-Dfm -TextProperty Feat'; Expected = 'Feature' }
        @{ Line = 'Import-Dfm x.csv -Delimiter '; Expected = "','", "';'", '"`t"', "'|'" }
        @{ Line = 'Invoke-DfmSample -DocumentLength Poi'; Expected = "'Poisson(10)'" }
        @{ Line = 'Measure-MixtureBound Neg'; Expected = "'NegativeBinomial(5, 0.2)'" }
        @{ Line = 'New-MixtureModel -K 2 -Alpha e'; Expected = 'even' }
        @{ Line = '$mixtureDrawn | Invoke-KMeans -K '; Expected = '4' }
        @{ Line = '$mixtureDrawn | Invoke-MixtureEM -K '; Expected = '4' }
        @{ Line = '$mixtureDrawn | Invoke-MixtureEM -Alpha '; Expected = 'Even', 'Auto' }
        @{ Line = 'Invoke-MixtureExperiment -Method Ev'; Expected = 'EvenEM' }
    ) {
        $mixtureDrawn = New-MixtureModel -K 4 -Seed 1 | Invoke-DfmSample -N 5
        Get-Completion $Line | Should -BeExactly $Expected
    }

    It 'offers the columns of a CSV file that Import-Csv or ConvertTo-Dfm reads' {
        Set-Content TestDrive:/reviews.csv 'id,review text,topic', '1,good,film'
        $csv = Join-Path $TestDrive reviews.csv
        Get-Completion "Import-Csv '$csv' | ConvertTo-Dfm -TextProperty re" | Should -BeExactly "'review text'"
        Get-Completion "Import-Csv -Path '$csv' | Where-Object topic | ConvertTo-Dfm -TextProperty id -LabelProperty to" | Should -BeExactly 'topic'
        Get-Completion "ConvertTo-Dfm -Path '$csv' -NameProperty i" | Should -BeExactly 'id'
        $mixtureCsv = $csv
        Get-Completion 'Import-Csv $mixtureCsv | ConvertTo-Dfm -LabelProperty to' | Should -BeExactly 'topic'
    }

    It 'offers no encoding that is refused' {
        $line = 'ConvertTo-Dfm -Path none.txt -Encoding '
        $names = (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText
        $names | Should -Contain utf8
        foreach ($name in $names) { { 'a' | ConvertTo-Dfm -Encoding $name } | Should -Not -Throw }
    }

    It 'offers each feature once and shows it unquoted' {
        $line = '$mixtureDfm | Select-DfmFeature -Keep '
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -BeExactly $mixtureDfm.Vocabulary
    }

    It 'offers no stemmer for a language without one' {
        Get-Completion 'ConvertTo-Dfm -Stem Hi' | Should -Not -Contain 'Hindi'
    }

    It 'offers the columns of the file that Import-Dfm is to read' {
        Set-Content TestDrive:/some.csv 'name,true cluster,cat,dog', 'a,0,1,2'
        $csv = Join-Path $TestDrive some.csv
        Get-Completion "Import-Dfm '$csv' -DocumentColumn n" | Should -BeExactly 'name'
        Get-Completion "Import-Dfm -LiteralPath '$csv' -KnownClusterColumn tr" | Should -BeExactly "'true cluster'"
        Set-Content TestDrive:/some.jsonl '{"body": "a cat", "topic": 1}'
        Get-Completion "'$(Join-Path $TestDrive some.jsonl)' | Import-Dfm -TextField b" | Should -BeExactly 'body'
        $json = Join-Path $TestDrive some.json
        foreach ($text in '[{"body": "a cat", "topic": 1}]', "`n[`n  {`n    `"body`": `"a [cat]`",`n    `"topic`": {`"body2`": 1}`n  },`n  {", '{"body": "a cat"}') {
            Set-Content $json $text
            Get-Completion "Import-Dfm '$json' -TextField b" | Should -BeExactly 'body'
        }
        Get-Completion "'$json' | ConvertTo-Dfm -TextProperty b" | Should -Contain 'body'
        $mixtureFile = Get-Item $csv
        Get-Completion '$mixtureFile | Import-Dfm -DocumentColumn n' | Should -BeExactly 'name'
    }

    It 'runs no commands, and offers nothing for unknown variables and files' {
        Get-Completion "& { New-Item '$(Join-Path $TestDrive ran)'; `$mixtureDfm } | Select-DfmFeature -Keep c" | Should -Not -Contain 'cat'
        'TestDrive:/ran' | Should -Not -Exist
        Get-Completion '$noSuchVariable | Select-DfmFeature -Keep cat' | Should -Not -Contain 'cat'
        Get-Completion 'Import-Dfm no-such-file.csv -DocumentColumn nam' | Should -Not -Contain 'name'
    }
}
