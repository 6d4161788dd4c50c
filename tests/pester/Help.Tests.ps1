BeforeDiscovery {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $cmdlets = (Get-Command -Module MixturePS -CommandType Cmdlet).Name
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $kitchenPath = Join-Path $PSScriptRoot Kitchen bin Release net8.0 MixturePS.Kitchen.dll

    # Help breaks lines between words only in some cultures, which don't include the invariant one.
    $english = @{ LC_ALL = 'en_US.UTF-8'; LANG = 'en_US.UTF-8' }
    $file = Join-Path $TestDrive help.ps1
    Set-Content $file @'
param([string] $Module, [string] $Kitchen)
Import-Module $Module, $Kitchen
$ErrorActionPreference = 'Stop'
$PSStyle.OutputRendering = 'PlainText'

# The syntax in the help, in the format of Get-Command.
function Get-HelpSyntax($Help) {
    foreach ($item in $Help.syntax.syntaxItem) {
        $parameters = foreach ($parameter in $item.parameter) {
            $name = $parameter.position -eq 'named' ? "-$($parameter.name)" : "[-$($parameter.name)]"
            $value = $parameter.parameterValue ? " <$($parameter.parameterValue)>" : ''
            $parameter.required -eq 'true' ? "$name$value" : "[$name$value]"
        }
        "$parameters [<CommonParameters>]"
    }
}

# The parameters whose declared default differs from the value in a new cmdlet. A default given as text is not compared, and
# the default of a property that is null is determined later.
function Get-WrongDefault($Cmdlet) {
    foreach ($property in $Cmdlet.GetType().GetProperties()) {
        $declared = $property.GetCustomAttributes([Management.Automation.PSDefaultValueAttribute], $true)
        if (-not $declared -or $declared[0].Help) { continue }
        $value = $property.GetValue($Cmdlet)
        if ($null -eq $value) { continue }
        $expected = [Management.Automation.LanguagePrimitives]::ConvertTo($declared[0].Value, $property.PropertyType, [cultureinfo]::InvariantCulture)
        if (Compare-Object @($value) @($expected) -SyncWindow 0) { $property.Name }
    }
}

$all = [ordered]@{}
foreach ($command in Get-Command -Module MixturePS, MixturePS.Kitchen) {
    $help = Get-Help $command.Name -Full
    $visible = $command.Parameters.Values | Where-Object { $_.Attributes.Where{ $_ -is [Parameter] -and -not $_.DontShow } }
    $all[$command.Name] = @{
        Synopsis     = $help.Synopsis
        Description  = @($help.description.Text)
        Parameters   = @($help.parameters.parameter | ForEach-Object { @{ Name = $_.name; Description = "$($_.description.Text)" } })
        Visible      = @($visible.Name | Where-Object { $_ -notin [Management.Automation.Cmdlet]::CommonParameters } | Sort-Object)
        Examples     = @($help.examples.example | ForEach-Object { @{ Title = $_.title; Code = $_.code } })
        Links        = @($help.relatedLinks.navigationLink | ForEach-Object { "$($_.linkText)$($_.uri)" })
        Syntax       = @(Get-HelpSyntax $help)
        OwnSyntax    = @($command.ParameterSets | ForEach-Object { "$_".Replace(' [-Hidden]', '') })
        WrongDefault = @(Get-WrongDefault $command.ImplementingType::new())
        Full         = $help | Out-String -Width 80
    }
}
$stew = (Get-Command Invoke-Stew).ImplementingType::new()
$stew.Minutes = 4
$all.Kitchen = @{
    Examples     = Get-Help Invoke-Stew -Examples | Out-String -Width 80
    Parameter    = Get-Help Invoke-Stew -Parameter Heat | Out-String -Width 80
    WrongDefault = @(Get-WrongDefault $stew)
}
$all | ConvertTo-Json -Depth 5
'@
    $run = Invoke-Shell '-File', $file, $modulePath, $kitchenPath -Environment $english
    $run.Error | Should -BeNullOrEmpty
    $all = $run.Output -join "`n" | ConvertFrom-Json -AsHashtable

    function Get-Word([string] $Text) { (-split $Text) -join ' ' }
}

Describe 'The help of <_>' -ForEach $cmdlets {
    BeforeAll {
        $name = $_
        $help = $all[$name]
    }

    It 'has a synopsis and a description' {
        # Without a help file, PowerShell uses the syntax as the synopsis, and there is no description.
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -Match '\[<CommonParameters>\]'
        "$($help.Description)".Trim() | Should -Not -BeNullOrEmpty
    }

    It 'describes each parameter' {
        $help.Parameters.Name | Should -Be $help.Visible
        foreach ($parameter in $help.Parameters) { $parameter.Description | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) needs one" }
    }

    It 'has at least two examples with titles' {
        $help.Examples.Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.Examples) { $example.Title | Should -Match '- Example \d+: \w' }
    }

    It 'has related links' { "$($help.Links)" | Should -Not -BeNullOrEmpty }

    It 'has the syntax of the command' { $help.Syntax | Should -BeExactly $help.OwnSyntax }

    It 'states the default values of the command' { $help.WrongDefault | Should -BeNullOrEmpty }

    It 'fits 80 columns and breaks lines between words' {
        ($help.Full -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $words = Get-Word $help.Full
        foreach ($text in @($help.Synopsis) + $help.Description + $help.Parameters.Description) {
            $words.Contains((Get-Word $text)) | Should -BeTrue -Because "'$text' is shown completely"
        }
    }

    It 'shows its examples and parameters' {
        $words = Get-Word $help.Full
        foreach ($example in $help.Examples) { $words.Contains((Get-Word $example.Title)) | Should -BeTrue -Because "'$($example.Title)' is shown" }
        foreach ($parameter in $help.Parameters) { $help.Full | Should -Match "\n    -$($parameter.Name) " }
    }

    It 'has examples with existing commands and parameters' {
        foreach ($code in $help.Examples.Code) {
            $problems = $null
            $script = [Management.Automation.Language.Parser]::ParseInput($code, [ref]$null, [ref]$problems)
            $problems | Should -BeNullOrEmpty
            foreach ($command in $script.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
                $called = $all[$command.GetCommandName()] ? (Get-Command $command.GetCommandName()) : $null
                foreach ($parameter in $called ? $command.CommandElements.ParameterName : @()) {
                    if ($parameter) { { $called.ResolveParameter($parameter) } | Should -Not -Throw }
                }
            }
        }
    }

    It 'has examples that run' {
        $folder = New-Item (Join-Path $TestDrive $name) -ItemType Directory
        Push-Location $folder
        try {
            # The user files that the examples refer to.
            $null = New-Item notes/2025, mail/family, mail/work, filtered -ItemType Directory
            Set-Content notes/first.txt 'The meeting is about the budget.'
            Set-Content notes/2025/second.txt 'The budget of the next meeting.'
            Set-Content mail/family/1.txt 'Dinner on Sunday?'
            Set-Content mail/work/1.txt 'The meeting is on Monday.'
            if ($name -eq 'Export-Dfm') { Set-Content reviews.jsonl '{ "text": "=SUM(A1) is a formula" }', '{ "text": "a word" }' }
            foreach ($part in @{ 'matrix.mtx' = "%%MatrixMarket matrix coordinate integer general`n2 3 3`n1 1 4`n2 2 1`n1 3 2"; 'features.tsv' = "g1`tGene1`ng2`tGene2"; 'barcodes.tsv' = "c1`nc2`nc3" }.GetEnumerator()) {
                # No cmdlet compresses a file in this format.
                $packed = [IO.Compression.GZipStream]::new([IO.File]::Create((Join-Path $folder filtered "$($part.Key).gz")), [IO.Compression.CompressionMode]::Compress)
                $packed.Write([Text.Encoding]::UTF8.GetBytes($part.Value + "`n"))
                $packed.Dispose()
            }
        }
        finally { Pop-Location }

        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        try {
            $null = [powershell]::Create($runspace).AddScript("Import-Module '$modulePath'; Set-Location '$folder'").Invoke()
            foreach ($code in $help.Examples.Code) {
                $before = Get-ChildItem $folder -Recurse -File | ForEach-Object { "$($_.FullName) $($_.LastWriteTime.Ticks)" }
                $shell = [powershell]::Create($runspace)
                $output = $shell.AddScript($code).Invoke()
                $shell.Streams.Error | Should -BeNullOrEmpty -Because "'$code' runs"
                $shell.HadErrors | Should -BeFalse

                # An assignment writes nothing, and an export writes a file.
                $last = [Management.Automation.Language.Parser]::ParseInput($code, [ref]$null, [ref]$null).EndBlock.Statements[-1]
                if ($last -is [Management.Automation.Language.AssignmentStatementAst]) { continue }
                if ($last -is [Management.Automation.Language.PipelineAst] -and "$($last.PipelineElements[-1])" -like 'Export-*') {
                    $after = Get-ChildItem $folder -Recurse -File | ForEach-Object { "$($_.FullName) $($_.LastWriteTime.Ticks)" }
                    Compare-Object @($before) @($after) | Should -Not -BeNullOrEmpty -Because "'$code' writes a file"
                }
                else { $output.Count | Should -BeGreaterThan 0 -Because "'$code' shows something" }
            }
        }
        finally { $runspace.Dispose() }
    }
}

Describe 'The generated help' {
    It 'shows every section' {
        $text = $all['Invoke-Stew'].Full -replace ' +(?=\r?\n)' -replace '\r'
        $text -split '\n' -match '^\S' | Should -BeExactly 'NAME', 'SYNOPSIS', 'SYNTAX', 'DESCRIPTION', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'RELATED LINKS'
        $text | Should -MatchExactly ([regex]::Escape("`n    Invoke-Stew [[-Amount] <double[]>] -Lid [-Heat {Low | High | Unsaid}]"))
        $text | Should -MatchExactly ([regex]::Escape("`n    Three things happen, true or not:`n`n    * the pot warms;`n    * lid: it rattles.`n`n    See the recipe"))
        $text | Should -MatchExactly "`n    Stew#Row`n"
        $text | Should -MatchExactly ([regex]::Escape("`n    Online version: https://example.org/help/stew`n    Test-Typed`n"))
    }

    It 'shows examples as a session' {
        $text = $all.Kitchen.Examples -replace ' +(?=\r?\n)' -replace '\r'
        $text | Should -MatchExactly ([regex]::Escape((@'

    PS > foreach ($heat in 'Low', 'High') {
        Invoke-Stew -Amount 1, 2 -Heat $heat
    }
    Name  Amount
    ----  ------
    a          1
      b        2

    It takes a while.

    1. wait
    2. eat

    --------------------- Example 2: Stew in a pipe ----------------------

    PS > $pot | Invoke-Stew |
        Invoke-Stew -Cut thick

    The pot comes back.

'@ -replace '\r')))
    }

    It 'shows a parameter with its values and its default' {
        ($all.Kitchen.Parameter -replace ' +(?=\r?\n)' -replace '\r').Trim() | Should -BeExactly (@'
-Heat <Heat>
    The heat.

    Low
        Hardly warm.

    High
        As hot as it gets; not Low.

    Unsaid

    Required?                    false
    Position?                    named
    Default value                Low
    Accept pipeline input?       false
    Aliases                      none
    Accept wildcard characters?  false
'@ -replace '\r')
    }

    It 'has the syntax that PowerShell shows for <_>' -ForEach 'Invoke-Stew', 'Test-Typed' {
        $all[$_].Syntax | Should -BeExactly $all[$_].OwnSyntax
        $all[$_].OwnSyntax | Should -Not -BeNullOrEmpty
    }

    It 'states the correct defaults' { $all['Invoke-Stew'].WrongDefault | Should -BeNullOrEmpty }

    It 'is reported as wrong if it states another default' { $all.Kitchen.WrongDefault | Should -Be Minutes }
}
