BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $rows = Invoke-MixtureExperiment -K 2, 7 -Eta 0.5 -N 6 -DocumentLength 4, 'Poisson(5)' -Method KMeans, EM, Bound -Replicate 2 -Seed 3 -Journal TestDrive:/run.jsonl
}

Describe 'Import-MixtureJournal' {
    It 'returns the rows of the experiment, equal to the last bit' {
        $known = @{}
        foreach ($row in $rows) { $known["$($row.Cell) $($row.Replicate) $($row.Method)"] = $row }
        $back = Import-MixtureJournal TestDrive:/run.jsonl
        $back | Should -HaveCount $rows.Count
        foreach ($row in $back) { $row.Equals($known["$($row.Cell) $($row.Replicate) $($row.Method)"]) | Should -BeTrue }
        $back | Where-Object ErrorId | Should -HaveCount 8
    }

    It 'warns of an incomplete last line and leaves the file unchanged' {
        $torn = (Get-Content TestDrive:/run.jsonl -Raw).Substring(0, 3000)
        Set-Content TestDrive:/torn.jsonl $torn -NoNewline
        $some = @(Import-MixtureJournal TestDrive:/torn.jsonl -WarningVariable warnings -WarningAction SilentlyContinue)
        $some.Count | Should -BeGreaterThan 0
        $warnings | Should -HaveCount 1
        Get-Content TestDrive:/torn.jsonl -Raw | Should -BeExactly $torn
    }

    It 'continues with the next file after one that it cannot read' {
        Set-Content TestDrive:/bad.jsonl 'no'
        'TestDrive:/bad.jsonl', 'TestDrive:/run.jsonl' | Import-MixtureJournal -ErrorVariable problems -ErrorAction SilentlyContinue | Should -HaveCount $rows.Count
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'MalformedFile,*'
        { Import-MixtureJournal TestDrive:/none.jsonl } | Should -Throw -ErrorId 'FileNotFound,*'
    }

    It 'reads a journal with <Name>' -ForEach @(
        @{ Name = 'lines that end with CR LF'; Change = { param($text) $text.Replace("`n", "`r`n") } }
        @{ Name = 'a byte order mark'; Change = { param($text) "`u{feff}$text" } }
        @{ Name = 'blank lines'; Change = { param($text) "$text`n`n" } }
        @{ Name = 'no end of the last line'; Change = { param($text) $text.TrimEnd("`n") } }
    ) {
        $path = Join-Path $TestDrive changed.jsonl
        [IO.File]::WriteAllText($path, (& $Change (Get-Content TestDrive:/run.jsonl -Raw)))
        Import-MixtureJournal $path -WarningVariable warnings | Should -HaveCount $rows.Count
        $warnings | Should -BeNullOrEmpty
    }

    It 'reads a journal from a pipe' -Skip:$IsWindows {
        $pipe = Join-Path $TestDrive journal-pipe
        mkfifo $pipe
        $null = New-Item TestDrive:/write.sh -Value "cat '$(Join-Path $TestDrive run.jsonl)' > '$pipe'"
        $writer = Start-Process sh -ArgumentList (Join-Path $TestDrive write.sh) -PassThru
        Import-MixtureJournal $pipe | Should -HaveCount $rows.Count
        $writer.WaitForExit(10000) | Should -BeTrue
    }
}
