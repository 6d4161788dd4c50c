BeforeDiscovery {
    $scripts = @(
        '$model'
        '$dfm'
        '$text'
        '$dfm | ConvertTo-TfIdf'
        '$dfm | ConvertTo-TfIdf -Norm None | Select-DfmFeature -Keep feature1, feature2'
        '$model.Mu'
        '$kmeans'
        '$em'
        '$gibbs'
        '$em | Resolve-ClusterLabel'
        '$kmeans | Measure-ClusterAccuracy'
        '($kmeans | Measure-ClusterAccuracy).ConfusionMatrix'
        '$kmeans | Measure-ClusterQuality'
        '$model | Measure-MixtureBound -DocumentLength 3 -MaxOutcome 1 -SampleSize 1000 -Seed 1'
        '$model | Test-MixtureIdentifiability'
        '$dfm | Find-ClusterCount -K 2, 4 -Method EM -Restart 1 -Fold 2 -Subsample 1 -Seed 1'
        '$few | Get-ClusterAssignment'
        '$few | Get-ClusterTerm -Top 2'
        '$few | Get-ClusterTerm -Top 2 -SideBySide'
        '$few | Get-ClusterDocument'
        '$few | Get-ClusterDocument -Document a, b'
        '$few | Resolve-ClusterLabel | Get-ClusterSummary'
        '$text | Invoke-ClusterPrediction $few'
        '$dfm | Invoke-ClusterPrediction $em -AsMatrix'
        'New-RandomGenerator -Seed 1'
        'Invoke-DirichletSample -Eta 0.5 -Size 20 -Seed 1'
        'Invoke-MultinomialSample -Trials 1000 -Probability $model.Mu -Seed 1'
        '$text | ConvertFrom-Dfm -As Long'
        '$text | ConvertTo-TfIdf | ConvertFrom-Dfm -As Long'
        '$text.TextStatistics'
        '$rows'
        '$rows | Measure-MixtureExperiment -By Eta, Method'
        '$rows | Measure-MixtureExperiment -By Method, Eta -Target 0.9'
        '$made'
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
}

Describe 'A session in ConstrainedLanguage mode' -ForEach @{ Scripts = $scripts } {
    BeforeAll {
        # Sessions in a child process, because a session in this mode changes how the engine treats all later sessions.
        # They share the console of that process, which is 80 columns wide.
        $file = Join-Path $TestDrive sessions.ps1
        Set-Content $file @'
param([string] $Module, [string] $Scripts)
$prepare = {
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    Import-Module $module
}
$build = {
    $model = New-MixtureModel -K 4 -J 200 -Eta 0.2 -Seed 3
    $dfm = $model | Invoke-DfmSample -N 60 -DocumentLength 60 -Seed 1
    $text = $documents | ConvertTo-Dfm -TextProperty t -NameProperty n -LabelProperty l
    $kmeans = $dfm | ConvertTo-TfIdf | Invoke-KMeans -Seed 42
    $few = $text | Invoke-KMeans -K 2 -Seed 1
    $em = $dfm | Invoke-MixtureEM -Restart 2 -Seed 1
    $gibbs = $dfm | Invoke-MixtureGibbs -K 20 -Iteration 10 -Seed 1 -WarningAction Ignore
    $rows = Invoke-MixtureExperiment -K 2 -Eta 0.1, 1 -N 30 -Method KMeans, EM -Replicate 3 -Seed 1
}
$PSStyle.OutputRendering = 'PlainText'
Import-Module $Module
$long = 'a name that goes on and on, quite without an end, and then some more of it'
$documents = [pscustomobject]@{ t = 'the cat sat on the mat'; n = $long; l = 'pets' }, [pscustomobject]@{ t = 'stocks fell'; n = 'b'; l = 'money' }
# Wider than a terminal.
$made = (1..40 | ForEach-Object { "word$_" }) -join ' ' | ConvertTo-Dfm
$lines = Get-Content $Scripts
$texts = [ordered]@{}
foreach ($mode in 'FullLanguage', 'ConstrainedLanguage') {
    $runspace = [runspacefactory]::CreateRunspace($Host)
    $runspace.Open()
    foreach ($name in 'Module', 'documents', 'made') { $runspace.SessionStateProxy.SetVariable($name, (Get-Variable $name -ValueOnly)) }
    function Invoke-InSession([string] $script) {
        $shell = [powershell]::Create($runspace)
        $result = $shell.AddScript($script).Invoke()
        if ($shell.HadErrors) { throw "$($shell.Streams.Error)" }
        $result
    }
    $null = Invoke-InSession "`$ExecutionContext.SessionState.LanguageMode = '$mode'"
    $null = Invoke-InSession '$WarningPreference = "SilentlyContinue"'
    $null = Invoke-InSession $prepare
    # A deserialised object, before a cmdlet of the module has run in the session.
    $texts[$mode] = [ordered]@{ made = Invoke-InSession '$made | Out-String' }
    $null = Invoke-InSession $build
    foreach ($line in $lines) { $texts[$mode][$line] = Invoke-InSession "$line | Out-String" }
    $texts[$mode].mode = "$(Invoke-InSession '$ExecutionContext.SessionState.LanguageMode')"
    $texts[$mode].call = try { Invoke-InSession '[MixturePS.Views.View]::Word("word", 20)' } catch { 'barred' }
}
$texts | ConvertTo-Json
'@
        $list = Join-Path $TestDrive scripts.txt
        Set-Content $list $Scripts
        $run = Invoke-Shell '-File', $file, $modulePath, $list
        $run.Error | Should -BeNullOrEmpty
        $texts = $run.Output -join "`n" | ConvertFrom-Json -AsHashtable
        $full, $constrained = $texts.FullLanguage, $texts.ConstrainedLanguage
    }

    It 'calls no method of the module from a script' {
        $full.mode, $full.call | Should -Be 'FullLanguage', 'word'
        $constrained.mode, $constrained.call | Should -Be 'ConstrainedLanguage', 'barred'
    }

    It 'shows the same text as a session in FullLanguage mode: <_>' -ForEach $scripts {
        $full[$_] | Should -Not -BeNullOrEmpty
        $constrained[$_] | Should -BeExactly $full[$_]
    }

    It 'knows the width of the terminal before a cmdlet of the module has run' {
        $constrained.made | Should -BeExactly $full['$made']
    }

    It 'shows text as wide as the terminal' {
        $columns = ($constrained['$dfm'] -split '\r?\n' | Measure-Object Length -Maximum).Maximum
        $columns | Should -BeLessThan 80
        $columns | Should -BeGreaterThan 60
    }
}
