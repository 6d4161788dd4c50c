BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force

    function Get-Completion([string] $line) {
        $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
        @($found.CompletionMatches).ForEach{ $_.CompletionText }
    }
}

Describe 'Names from Python' {
    It '<Cmdlet> -<Alias> is -<Parameter>' -ForEach @(
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'n_clusters'; Parameter = 'K' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'n_init'; Parameter = 'Restart' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'random_state'; Parameter = 'Seed' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'max_iter'; Parameter = 'MaxIteration' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'tol'; Parameter = 'Tolerance' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'batch_size'; Parameter = 'BatchSize' }
        @{ Cmdlet = 'Invoke-KMeans'; Alias = 'init'; Parameter = 'Init' }
        @{ Cmdlet = 'Invoke-MixtureEM'; Alias = 'n_components'; Parameter = 'K' }
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

    It 'has no range of n-grams, which would mean something else' {
        (Get-Command ConvertTo-Dfm).Parameters.Values.Where{ $_.Aliases -contains 'ngram_range' } | Should -BeNullOrEmpty
    }

    It 'gives what the parameters give' {
        $dfm = New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 100
        $clustering = $dfm | Invoke-KMeans -n_clusters 4 -n_init 3 -random_state 7
        $clustering.Labels -join ' ' | Should -Be (($dfm | Invoke-KMeans -K 4 -Restart 3 -Seed 7).Labels -join ' ')
        (Measure-ClusterAccuracy -labels_true 0, 0, 1 -labels_pred 1, 1, 0).Accuracy | Should -Be 1
        ($dfm | ConvertTo-TfIdf -use_idf:$false -norm L1).Row(0)[0] | Should -Be (($dfm | ConvertTo-TfIdf -UseIdf:$false -Norm L1).Row(0)[0])
    }
}

Describe 'Completion' {
    BeforeAll {
        $global:mixtureDfm = 'the cat sat', "it's a dog's life, 2nd" | ConvertTo-Dfm -Token WhiteSpace
        $global:mixtureTables = @(@{ Text = 'a'; Topic = 'x' }, @{ Other = 'b' })
        $global:mixtureRows = @(
            [pscustomobject]@{ Title = 'a'; Body = 'b c'; 'Topic name' = 'x' }
            [pscustomobject]@{ Title = 'd'; Body = 'e'; 'Topic name' = 'y' })
    }

    AfterAll {
        $global:mixtureDfm = $null
        $global:mixtureTables = $null
        $global:mixtureRows = $null
    }

    It 'offers <Expected> for <Line>' -ForEach @(
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

    It 'offers each feature once, shown as it is' {
        $line = '$mixtureDfm | Select-DfmFeature -Keep '
        $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches
        @($found.ForEach{ $_.ListItemText }) -join ' ' | Should -BeExactly ($mixtureDfm.Vocabulary -join ' ')
    }

    It 'offers no stemmer for a language that has none' {
        Get-Completion 'ConvertTo-Dfm -Stem Hi' | Should -Not -Contain 'Hindi'
    }

    It 'offers the columns of the file that is to be read' {
        $csv = [IO.Path]::Combine("$TestDrive", 'some.csv')
        [IO.File]::WriteAllText($csv, "name,true cluster,cat,dog`na,0,1,2`n")
        Get-Completion "Import-Dfm '$csv' -DocumentColumn n" | Should -BeExactly 'name'
        Get-Completion "Import-Dfm -LiteralPath '$csv' -KnownClusterColumn tr" | Should -BeExactly "'true cluster'"
        $lines = [IO.Path]::Combine("$TestDrive", 'some.jsonl')
        [IO.File]::WriteAllText($lines, "{""body"": ""a cat"", ""topic"": 1}`n")
        Get-Completion "'$lines' | Import-Dfm -TextField b" | Should -BeExactly 'body'
        $global:mixtureFile = [IO.FileInfo]::new($csv)
        Get-Completion '$mixtureFile | Import-Dfm -DocumentColumn n' | Should -BeExactly 'name'
        $global:mixtureFile = $null
    }

    It 'runs no command to find out, and is silent where nothing is known' {
        $global:mixtureRan = $false
        Get-Completion '& { $global:mixtureRan = $true; $mixtureDfm } | Select-DfmFeature -Keep c' | Should -Not -Contain 'cat'
        $global:mixtureRan | Should -BeFalse
        Get-Completion '$noSuchVariable | Select-DfmFeature -Keep cat' | Should -Not -Contain 'cat'
        Get-Completion "Import-Dfm no-such-file.csv -DocumentColumn nam" | Should -Not -Contain 'name'
    }
}
