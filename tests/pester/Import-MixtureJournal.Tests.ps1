BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $folder = [IO.Directory]::CreateTempSubdirectory('MixturePS').FullName
    $path = [IO.Path]::Combine($folder, 'run.jsonl')
    $rows = @(Invoke-MixtureExperiment -K 2, 7 -Eta 0.5 -N 6 -DocumentLength 4, 'Poisson(5)' -Method KMeans, EM, Bound -Replicate 2 -Seed 3 -Journal $path)
}

AfterAll { [IO.Directory]::Delete($folder, $true) }

Describe 'Import-MixtureJournal' {
    It 'gives the rows that the experiment gave, to the last bit and with their time' {
        $known = @{}
        foreach ($row in $rows) { $known["$($row.Cell) $($row.Replicate) $($row.Method)"] = $row }
        $back = @(Import-MixtureJournal $path)
        $back | Should -HaveCount $rows.Count
        foreach ($row in $back) { $row.Equals($known["$($row.Cell) $($row.Replicate) $($row.Method)"]) | Should -BeTrue }
        @($back | Where-Object ErrorId).Count | Should -Be 8
    }

    It 'leaves the journal as it is, torn or not' {
        $torn = [IO.Path]::Combine($folder, 'torn.jsonl')
        [IO.File]::WriteAllText($torn, [IO.File]::ReadAllText($path).Substring(0, 3000))
        $some = @(Import-MixtureJournal $torn -WarningVariable warning -WarningAction SilentlyContinue)
        $some.Count | Should -BeGreaterThan 0
        $warning | Should -HaveCount 1
        [IO.File]::ReadAllText($torn).Length | Should -Be 3000
    }

    It 'goes on with the next file after one that it can''t read' {
        $bad = [IO.Path]::Combine($folder, 'bad.jsonl')
        [IO.File]::WriteAllText($bad, "no`n")
        $all = @($bad, $path | Import-MixtureJournal -ErrorVariable failure -ErrorAction SilentlyContinue)
        $all | Should -HaveCount $rows.Count
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'MalformedFile,*'
        { Import-MixtureJournal ([IO.Path]::Combine($folder, 'none.jsonl')) } | Should -Throw -ErrorId 'FileNotFound,*'
    }
}
