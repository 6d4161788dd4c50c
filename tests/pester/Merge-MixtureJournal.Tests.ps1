BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $folder = [IO.Directory]::CreateTempSubdirectory('MixturePS').FullName
    $grid = @{ K = 2, 3; N = 30; Method = 'KMeans', 'Bound'; Replicate = 3; Seed = 7 }
    function Get-At($name) { [IO.Path]::Combine($folder, $name) }
    foreach ($part in 1..3) { $null = Invoke-MixtureExperiment @grid -Shard "$part/3" -Journal (Get-At "part$part.jsonl") }
}

AfterAll { [IO.Directory]::Delete($folder, $true) }

Describe 'Merge-MixtureJournal' {
    It 'makes the journal of the whole, from which nothing is left to run' {
        $all = Get-At 'all.jsonl'
        Merge-MixtureJournal (Get-At 'part1.jsonl'), (Get-At 'part2.jsonl'), (Get-At 'part3.jsonl') $all -WarningVariable warning | Should -BeNullOrEmpty
        $warning | Should -BeNullOrEmpty
        $before = [IO.File]::ReadAllText($all)
        $rows = @(Invoke-MixtureExperiment @grid -Journal $all)
        [IO.File]::ReadAllText($all) | Should -Be $before
        $fresh = @(Invoke-MixtureExperiment @grid)
        $rows | Should -HaveCount 12
        for ($i = 0; $i -lt 12; $i++) { "$($rows[$i].Cell) $($rows[$i].Seed) $($rows[$i].Accuracy)" | Should -Be "$($fresh[$i].Cell) $($fresh[$i].Seed) $($fresh[$i].Accuracy)" }
    }

    It 'tells what is missing' {
        $result = Merge-MixtureJournal (Get-At 'part1.jsonl'), (Get-At 'part3.jsonl') (Get-At 'some.jsonl') -PassThru -WarningVariable warning -WarningAction SilentlyContinue
        "$($result.JournalCount) $($result.RunCount) $($result.MissingCount)" | Should -Be '2 8 4'
        $result.Missing | Should -Match 'KMeans, cell \d+, replicate \d'
        $warning | Should -HaveCount 1
        @(Invoke-MixtureExperiment @grid -Journal (Get-At 'some.jsonl')) | Should -HaveCount 12
    }

    It 'takes journals from the pipeline and by wildcard' {
        $result = Get-At 'part*.jsonl' | Merge-MixtureJournal -Destination (Get-At 'wild.jsonl') -PassThru
        "$($result.JournalCount) $($result.MissingCount)" | Should -Be '3 0'
    }

    It 'replaces only with -Force, and writes nothing with -WhatIf' {
        $path = Get-At 'there.jsonl'
        [IO.File]::WriteAllText($path, 'mine')
        { Merge-MixtureJournal (Get-At 'part1.jsonl') $path } | Should -Throw -ErrorId 'FileExists,*'
        [IO.File]::ReadAllText($path) | Should -Be 'mine'
        Merge-MixtureJournal (Get-At 'part1.jsonl') $path -Force -WarningAction SilentlyContinue
        [IO.File]::ReadAllLines($path).Count | Should -BeGreaterThan 2
        Merge-MixtureJournal (Get-At 'part1.jsonl') (Get-At 'not.jsonl') -WhatIf
        [IO.File]::Exists((Get-At 'not.jsonl')) | Should -BeFalse
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'journals of different experiments'; Other = { $null = Invoke-MixtureExperiment @grid -Eta 5 -Journal (Get-At 'eta.jsonl'); Get-At 'eta.jsonl' }; Id = 'JournalMismatch' }
        @{ Name = 'what is no journal'; Other = { [IO.File]::WriteAllText((Get-At 'text.jsonl'), "no`n"); Get-At 'text.jsonl' }; Id = 'MalformedFile' }
        @{ Name = 'an empty file'; Other = { [IO.File]::WriteAllText((Get-At 'empty.jsonl'), ''); Get-At 'empty.jsonl' }; Id = 'EmptyFile' }
        @{ Name = 'a file that there is not'; Other = { Get-At 'none.jsonl' }; Id = 'FileNotFound' }
    ) {
        $path = & $Other
        { Merge-MixtureJournal (Get-At 'part1.jsonl'), $path (Get-At 'refused.jsonl') } | Should -Throw -ErrorId "$Id,*"
        [IO.File]::Exists((Get-At 'refused.jsonl')) | Should -BeFalse
    }
}
