BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $grid = @{ K = 2, 3; N = 30; Method = 'KMeans', 'Bound'; Replicate = 3; Seed = 7 }
    $parts = 1..3 | ForEach-Object { "TestDrive:/part$_.jsonl" }
    foreach ($i in 1..3) { $null = Invoke-MixtureExperiment @grid -Shard "$i/3" -Journal $parts[$i - 1] }
}

Describe 'Merge-MixtureJournal' {
    It 'writes a complete journal, which leaves nothing to run' {
        Merge-MixtureJournal $parts TestDrive:/all.jsonl -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
        $before = Get-Content TestDrive:/all.jsonl -Raw
        $rows = Invoke-MixtureExperiment @grid -Journal TestDrive:/all.jsonl
        Get-Content TestDrive:/all.jsonl -Raw | Should -BeExactly $before
        $fresh = Invoke-MixtureExperiment @grid
        $rows | Should -HaveCount 12
        foreach ($name in 'Cell', 'Seed', 'Accuracy') { $rows.$name | Should -Be $fresh.$name }
    }

    It 'reports missing runs' {
        $result = Merge-MixtureJournal $parts[0, 2] TestDrive:/some.jsonl -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
        $result.JournalCount, $result.RunCount, $result.MissingCount | Should -Be 2, 8, 4
        $result.Missing | Should -Match 'KMeans, cell \d+, replicate \d'
        $warnings | Should -HaveCount 1
        Invoke-MixtureExperiment @grid -Journal TestDrive:/some.jsonl | Should -HaveCount 12
    }

    It 'takes journals from the pipeline and by wildcard' {
        $result = 'TestDrive:/part*.jsonl' | Merge-MixtureJournal -Destination TestDrive:/wild.jsonl -PassThru
        $result.JournalCount, $result.MissingCount | Should -Be 3, 0
    }

    It 'replaces a file only with -Force, and writes nothing with -WhatIf' {
        Set-Content TestDrive:/there.jsonl 'mine' -NoNewline
        { Merge-MixtureJournal $parts[0] TestDrive:/there.jsonl } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content TestDrive:/there.jsonl -Raw | Should -BeExactly 'mine'
        Merge-MixtureJournal $parts[0] TestDrive:/there.jsonl -Force -WarningAction SilentlyContinue
        (Get-Content TestDrive:/there.jsonl).Count | Should -BeGreaterThan 2
        Merge-MixtureJournal $parts[0] TestDrive:/not.jsonl -WhatIf
        'TestDrive:/not.jsonl' | Should -Not -Exist
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'journals of different experiments'; File = 'eta.jsonl'; Prepare = { $null = Invoke-MixtureExperiment @grid -Eta 5 -Journal $other }; Id = 'JournalMismatch' }
        @{ Name = 'a file that is not a journal'; File = 'text.jsonl'; Prepare = { Set-Content $other 'no' }; Id = 'MalformedFile' }
        @{ Name = 'an empty file'; File = 'empty.jsonl'; Prepare = { New-Item $other }; Id = 'EmptyFile' }
        @{ Name = 'a missing file'; File = 'none.jsonl'; Prepare = { }; Id = 'FileNotFound' }
    ) {
        $other = "TestDrive:/$File"
        & $Prepare
        { Merge-MixtureJournal $parts[0], $other TestDrive:/refused.jsonl } | Should -Throw -ErrorId "$Id,*"
        'TestDrive:/refused.jsonl' | Should -Not -Exist
    }
}
