BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $runs = Invoke-MixtureExperiment -K 3 -Eta 0.1, 1 -N 60 -Method KMeans, EM -Replicate 4 -Seed 2026
    $summary = $runs | Measure-MixtureExperiment -By Eta, Method -Metric Accuracy, AdjustedRandIndex
    $items = [pscustomobject]@{ Name = 'a|b'; Score = 0.5; Day = [datetime]::new(2020, 5, 1); List = 1, 2; Matrix = , (1, 2), (3, 4); None = $null },
    [pscustomobject]@{ Name = 'c'; Score = 0.75; Day = $null; List = $null; Matrix = $null; None = $null }

    # The cells of a Markdown table by column.
    function ConvertFrom-Markdown([string] $Table) {
        $lines = $Table -split "`n" | Where-Object { $_ -like '|*' }
        $cells = foreach ($line in $lines) { , @($line.Trim('|') -split ' \| ' | ForEach-Object Trim) }
        foreach ($row in $cells | Select-Object -Skip 2) {
            $object = [ordered]@{}
            for ($c = 0; $c -lt $row.Count; $c++) { $object[$cells[0][$c]] = $row[$c] }
            [pscustomobject]$object
        }
    }
}

Describe 'ConvertTo-MixtureTable' {
    It 'returns one string, which is Markdown' {
        $table = $items | ConvertTo-MixtureTable
        $table | Should -HaveCount 1
        $table | Should -BeOfType string
        $table | Should -BeExactly (@(
                '| Name | Score | Day        | List |'
                '| ---- | ----: | ---------- | ---- |'
                '| a\|b |  0.50 | 2020-05-01 | 1, 2 |'
                "| c    |  0.75 | $([char]0x2013)          | $([char]0x2013)    |") -join "`n")
    }

    It 'takes names, patterns, script blocks and calculated properties' {
        $table = $items | ConvertTo-MixtureTable Name, 'S*', @{ Label = 'Twice'; Expression = { 2 * $_.Score } }, @{ N = 'Again'; E = 'Score' }, { $_.Name.Length }
        $rows = ConvertFrom-Markdown $table
        $rows[1].PSObject.Properties.Name | Should -Be 'Name', 'Score', 'Twice', 'Again', '\$\_.Name.Length'
        $rows[1].PSObject.Properties.Value | Should -Be 'c', '0.75', '1.5', '0.75', '1'
        ($items | ConvertTo-MixtureTable None, Score) | Should -BeLike '*| None | Score |*'
    }

    It 'writes the rows of <Name>' -ForEach @(
        @{ Name = 'Measure-ClusterAccuracy'; Script = { $dfm | Invoke-KMeans -Seed 1 | Measure-ClusterAccuracy }; Heading = 'ARI' }
        @{ Name = 'Get-ClusterSummary'; Script = { $dfm | Invoke-KMeans -Seed 1 | Get-ClusterSummary }; Heading = 'Top terms' }
        @{ Name = 'Get-ClusterTerm'; Script = { $dfm | Invoke-KMeans -Seed 1 | Get-ClusterTerm -Top 2 }; Heading = 'Term' }
        @{ Name = 'Get-MixtureInterval'; Script = { $dfm | Invoke-MixtureEM -Seed 1 | Get-MixtureInterval }; Heading = 'Estimate' }
        @{ Name = 'Measure-ClusterShare'; Script = { $dfm | Invoke-KMeans -Seed 1 | Measure-ClusterShare -By KnownCluster }; Heading = 'Share' }
        @{ Name = 'Invoke-MixtureExperiment'; Script = { $runs }; Heading = 'Document length (tokens)' }
        @{ Name = 'Import-Csv'; Script = { $runs | ConvertTo-Csv | ConvertFrom-Csv }; Heading = 'Document length (tokens)' }
        @{ Name = 'a job'; Script = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($runs)) }; Heading = 'Document length (tokens)' }
        @{ Name = 'hashtables'; Script = { @{ Heading = 1 }, @{ Heading = 2 } }; Heading = 'Heading' }
    ) {
        $dfm = New-MixtureModel -K 2 -J 8 -Seed 2026 | Invoke-DfmSample -N 40
        $rows = @(& $Script)
        $made = @(ConvertFrom-Markdown ($rows | ConvertTo-MixtureTable))
        $made | Should -HaveCount $rows.Count
        $made[0].PSObject.Properties.Name | Should -Contain $Heading
        $made.PSObject.Properties.Value | Should -Not -BeLike '*MixturePS.*'
        [xml]$html = $rows | ConvertTo-MixtureTable -As Html
        $html.table.tbody.tr | Should -HaveCount $rows.Count
        ($rows | ConvertTo-MixtureTable -As LaTeX) | Should -BeLike '\begin{tabular}*\toprule*\bottomrule*\end{tabular}'
    }

    It 'shows a mean with its standard error or its interval' {
        $one = $summary | Where-Object { $_.Metric -eq 'Accuracy' }
        $rows = ConvertFrom-Markdown ($one | ConvertTo-MixtureTable)
        $rows[0].PSObject.Properties.Name[0..3] | Should -Be 'Eta', 'Method', 'Count', 'Accuracy'
        for ($i = 0; $i -lt 4; $i++) {
            $rows[$i].Accuracy | Should -Match '^(\d\.\d+) \((\d\.\d+)\)$'
            [Math]::Abs([double]::Parse(($rows[$i].Accuracy -split ' ')[0], [cultureinfo]::InvariantCulture) - $one[$i].Mean) | Should -BeLessThan 0.0006
        }
        (ConvertFrom-Markdown ($one | ConvertTo-MixtureTable -Interval))[0].Accuracy | Should -Match '^\d\.\d+ \\\[\d\.\d+, \d\.\d+\\\]$'
        (ConvertFrom-Markdown ($one | ConvertTo-MixtureTable Mean, StandardError))[0].PSObject.Properties.Name | Should -Be 'Accuracy', 'Standard error'
    }

    It 'makes a cross table of runs, which are averaged, and of summaries' {
        $ofRuns = $runs | ConvertTo-MixtureTable -Row Eta -Column Method -Value Accuracy, AdjustedRandIndex
        $ofSummary = $summary | ConvertTo-MixtureTable -Row Eta -Column Method -Value Accuracy, AdjustedRandIndex
        $ofRuns | Should -BeExactly $ofSummary
        (ConvertFrom-Markdown $ofRuns)[0].PSObject.Properties.Name | Should -Be 'Eta', 'Accuracy, KMeans', 'Accuracy, EM', 'ARI, KMeans', 'ARI, EM'
        $runs | ConvertTo-MixtureTable -Row Eta -Column Method -Value Accuracy -Interval | Should -BeExactly ($summary | ConvertTo-MixtureTable -Row Eta -Column Method -Value Accuracy -Interval)
    }

    It 'warns of means over parameters that the table does not show' {
        $null = $runs | ConvertTo-MixtureTable -Row Method -Value Accuracy -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*different values of Eta.*'
        $null = $runs | ConvertTo-MixtureTable -Row Eta -Column Method -Value Accuracy -WarningVariable none
        $none | Should -BeNullOrEmpty
    }

    It 'sets the best values in bold' {
        $runs | ConvertTo-MixtureTable -Row Eta -Column Method -Value Accuracy | Should -Not -BeLike '*`*`**'
        foreach ($row in ConvertFrom-Markdown ($summary | ConvertTo-MixtureTable -Row Eta -Column Method -Value Accuracy -Best Auto)) {
            $means = foreach ($cell in $row.KMeans, $row.EM) { [double]::Parse(($cell -replace '\*|\(.*'), [cultureinfo]::InvariantCulture) }
            @($row.KMeans, $row.EM).ForEach{ $_ -match '\*\*' } | Should -Be ($means[0] -ge $means[1]), ($means[1] -ge $means[0])
        }
        $items | ConvertTo-MixtureTable Name, Score -Best Minimum | Should -BeLike '*`*`*0.50`*`**'
    }

    It 'has a caption and a label in each format' {
        $items | ConvertTo-MixtureTable Score -Caption 'A & B' -Label tab:a | Should -BeLike "Table: A \& B {#tab:a}`n`n| Score |*"
        $items | ConvertTo-MixtureTable Score -As LaTeX -Caption 'A & B' -Label tab:a | Should -BeLike '*\caption{A \& B}*\label{tab:a}*'
        [xml]$html = $items | ConvertTo-MixtureTable Score -As Html -Caption 'A & B' -Label tab:a
        $html.table.id, $html.table.caption.'#text' | Should -Be 'tab:a', 'A & B'
    }

    It 'writes tables of LaTeX that are longer than a page' {
        $lines = ($items | ConvertTo-MixtureTable Name, Score -As LaTeX -Long -Caption 'A & B' -Label tab:a) -split "`n"
        $lines[0..4] | Should -BeExactly '\begin{longtable}{lr}', '  \caption{A \& B} \label{tab:a} \\', '  \toprule', '  Name & Score \\', '  \midrule'
        $lines[5..11] | Should -BeExactly '  \endfirsthead', '  \toprule', '  Name & Score \\', '  \midrule', '  \endhead', '  \bottomrule', '  \endfoot'
        $lines[-1] | Should -BeExactly '\end{longtable}'
        $rows = ($items | ConvertTo-MixtureTable Name, Score -As LaTeX) -split "`n" | Select-Object -Skip 4 | Select-Object -SkipLast 2
        $lines[12..($lines.Count - 2)] | Should -BeExactly $rows
        ($items | ConvertTo-MixtureTable Score -As LaTeX -Long) | Should -BeLike '\begin{longtable}*\toprule*\endhead*\endfoot*\end{longtable}'
        ($items | ConvertTo-MixtureTable Score -As LaTeX -Long) | Should -Not -BeLike '*\endfirsthead*'
    }

    It 'writes nothing for no rows' {
        @() | ConvertTo-MixtureTable | Should -BeNullOrEmpty
        ConvertTo-MixtureTable -InputObject $items | Should -BeExactly ($items | ConvertTo-MixtureTable)
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'a property that no row has'; Id = 'MissingProperty'; Script = { $items | ConvertTo-MixtureTable Scor } }
        @{ Why = 'a pattern that matches nothing'; Id = 'MissingProperty'; Script = { $items | ConvertTo-MixtureTable 'x*' } }
        @{ Why = 'a value that no row has'; Id = 'MissingProperty'; Script = { $summary | ConvertTo-MixtureTable -Row Eta -Value Purity } }
        @{ Why = 'a group that no row has'; Id = 'MissingProperty'; Script = { $items | ConvertTo-MixtureTable -Best Maximum -BestBy x } }
        @{ Why = 'several summaries in a cell'; Id = 'SeveralRowsInCell'; Script = { $summary | ConvertTo-MixtureTable -Row Eta -Value Accuracy } }
        @{ Why = 'a property without an expression'; Id = 'InvalidOption'; Script = { $items | ConvertTo-MixtureTable @{ Label = 'x' } } }
        @{ Why = 'too many digits'; Id = 'InvalidOption'; Script = { $items | ConvertTo-MixtureTable -Digit 99 } }
        @{ Why = 'a label with blanks'; Id = 'InvalidOption'; Script = { $items | ConvertTo-MixtureTable -Caption x -Label 'a b' } }
        @{ Why = 'a label without a caption'; Id = 'ParameterNeeded'; Script = { $items | ConvertTo-MixtureTable -Label a } }
        @{ Why = 'a long table of Markdown'; Id = 'ParameterNeeded'; Script = { $items | ConvertTo-MixtureTable -Long } }
        @{ Why = 'groups without best values'; Id = 'ParameterNeeded'; Script = { $items | ConvertTo-MixtureTable -BestBy Name } }
        @{ Why = 'text'; Id = 'NotARow'; Script = { 'text' | ConvertTo-MixtureTable } }
        @{ Why = 'a model'; Id = 'NotARow'; Script = { New-MixtureModel -K 2 -Seed 1 | ConvertTo-MixtureTable } }
    ) {
        $Script | Should -Throw -ErrorId "$Id,MixturePS.Commands.ConvertToMixtureTableCommand"
    }

    It 'suggests the name that is meant' {
        { $items | ConvertTo-MixtureTable Scor } | Should -Throw '*Name, Score*''Score''*'
    }
}
