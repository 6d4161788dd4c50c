BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $rows = @'
text,author,year,day,id,title,Cluster
the cat purrs,Ann,2019,2019-05-01,007,First,x
a cat sleeps,Ann,2020,2020-06-02,008,Second,y
shares fell,Bob,2020,2020-07-03,009,Third,x
the shares rose,Bob,,,010,Fourth,x
no author,,2021,2021-01-31,011,Fifth,y
'@ | ConvertFrom-Csv
    $dfm = $rows | ConvertTo-Dfm -TextProperty text -VariableProperty author, year, day, id

    function Select-Variable($Dfm, $Name) { $Dfm.Variable | Where-Object Name -EQ $Name }

    # All variables of a DFM as text, for comparisons.
    function Get-VariableText($Dfm) {
        $Dfm.Variable | ForEach-Object { "$($_.Name) $($_.Type) [$($_.Level -join ',')] " + (($_.Value | ForEach-Object { $_ -is [datetime] ? $_.ToString('o') : "$_" }) -join '|') }
    }
}

Describe 'The variables of a DFM' {
    It 'have types that follow from their values' {
        $dfm.Variable.Name | Should -BeExactly 'author', 'year', 'day', 'id'
        $dfm.Variable.Type | Should -BeExactly 'Factor', 'Number', 'Date', 'Text'
        (Select-Variable $dfm author).Level | Should -BeExactly 'Ann', 'Bob'
        (Select-Variable $dfm author).MissingCount | Should -Be 1
        (Select-Variable $dfm year).Value | Should -Be 2019, 2020, 2020, $null, 2021
        (Select-Variable $dfm day).Value[0] | Should -Be ([datetime]::new(2019, 5, 1))
        (Select-Variable $dfm id).Value[0] | Should -BeExactly '007'
    }

    It 'come from objects, dates, truth values and calculated properties' {
        $objects = 1..4 | ForEach-Object { [pscustomobject]@{ t = 'a b'; n = $_; when = [datetime]::new(2020, 1, $_); is = $_ -gt 2; list = 'x', 'y' } }
        $made = $objects | ConvertTo-Dfm -TextProperty t -VariableProperty n, when, is, list, @{ Name = 'twice'; Expression = { 2 * $_.n } }
        $made.Variable.Type | Should -BeExactly 'Number', 'Date', 'Factor', 'Factor', 'Number'
        (Select-Variable $made is).Level | Should -BeExactly 'False', 'True'
        (Select-Variable $made list).Value[0] | Should -BeExactly 'x; y'
        (Select-Variable $made twice).Value | Should -Be 2, 4, 6, 8
    }

    It 'are all other columns with -KeepVariable, and the texts with -KeepText' {
        $kept = $rows | ConvertTo-Dfm -TextProperty text -NameProperty id -KeepVariable -KeepText -VariableProperty @{ N = 'decade'; E = { $_.year ? 10 * [Math]::Floor($_.year / 10) : $null } }
        $kept.Variable.Name | Should -BeExactly 'decade', 'author', 'year', 'day', 'title', 'Cluster', 'Text'
        (Select-Variable $kept Text).Value[1] | Should -BeExactly 'a cat sleeps'
        ($kept | Invoke-KMeans -K 2 -Seed 1 | Get-ClusterDocument | Where-Object Document -EQ 2).Text | Should -BeExactly 'shares fell'
    }

    It 'are those that a pattern matches, in its place' {
        $made = $rows | ConvertTo-Dfm -TextProperty text -LabelProperty Cluster -VariableProperty title, '[ac]*', day, @{ N = 'Old'; E = { $_.year -lt 2020 } }, '?ay', 'i[dx]'
        $made.Variable.Name | Should -BeExactly 'title', 'author', 'day', 'Old', 'id'
        ($rows | ConvertTo-Dfm -TextProperty text -VariableProperty 'a*' -KeepVariable).Variable.Name | Should -BeExactly 'author', 'year', 'day', 'id', 'title', 'Cluster'
        Get-VariableText ($rows | ConvertTo-Dfm -TextProperty text -VariableProperty 'AUTH*', year, 'day', 'id') | Should -BeExactly (Get-VariableText $dfm)
        Set-Content TestDrive:\one.txt 'a b'
        (Get-Item TestDrive:\one.txt | ConvertTo-Dfm -VariableProperty 'BaseN*').Variable.Value | Should -Be 'one'
        $bracket = [pscustomobject]@{ t = 'a b'; 'n[1]' = 5; n1 = 6 } | ConvertTo-Dfm -TextProperty t -VariableProperty 'n[1]'
        $bracket.Variable.Name | Should -BeExactly 'n[1]', 'n1'
    }

    It 'leave out objects that only a pattern names' {
        $made = [pscustomobject]@{ t = 'a b'; a1 = 1; a2 = [pscustomobject]@{ x = 1 } } | ConvertTo-Dfm -TextProperty t -VariableProperty 'a*' -WarningVariable warnings -WarningAction SilentlyContinue
        $made.Variable.Name | Should -BeExactly 'a1'
        "$warnings" | Should -BeLike '*objects: a2.*'
    }

    It 'refuse a pattern that matches nothing' {
        { $rows | ConvertTo-Dfm -TextProperty text -VariableProperty year, 'x*' -ErrorAction Stop } | Should -Throw '*x`**author*' -ErrorId 'MissingProperty,*'
        { $rows | ConvertTo-Dfm -TextProperty text -VariableProperty 'te*' -ErrorAction Stop } | Should -Throw '-VariableProperty ''te`*'' matches only the property ''text'', which is already the text*' -ErrorId 'MissingProperty,*'
        $rows | Export-Csv TestDrive:\pattern.csv
        { ConvertTo-Dfm -Path TestDrive:\pattern.csv -TextProperty text -VariableProperty 'x*' -ErrorAction Stop } | Should -Throw -ErrorId 'MissingProperty,*'
        (ConvertTo-Dfm -Path TestDrive:\pattern.csv -TextProperty text -VariableProperty 'y*', 'au*').Variable.Name | Should -BeExactly 'year', 'author'
    }

    It 'come from the columns of a file' {
        $path = Join-Path $TestDrive table.csv
        $rows | Export-Csv $path
        Get-VariableText (ConvertTo-Dfm -Path $path -TextProperty text -VariableProperty author, year, day, id) | Should -BeExactly (Get-VariableText $dfm)
    }

    It 'stay with the documents in <Name>' -ForEach @(
        @{ Name = 'Select-DfmFeature'; Script = { $dfm | Select-DfmFeature -Drop cat } }
        @{ Name = 'ConvertTo-TfIdf'; Script = { $dfm | ConvertTo-TfIdf } }
        @{ Name = 'a clustering'; Script = { ($dfm | Invoke-MixtureEM -K 2 -Seed 1).Dfm } }
        @{ Name = 'Clixml'; Script = { $dfm | Export-Clixml TestDrive:\dfm.xml; Import-Clixml TestDrive:\dfm.xml } }
        @{ Name = 'a saved clustering'; Script = { $dfm | Invoke-KMeans -K 2 -Seed 1 | Export-MixtureModel TestDrive:\m.json -Force; (Import-MixtureModel TestDrive:\m.json).Dfm } }
        @{ Name = 'CSV'; Script = { $dfm | Export-Dfm TestDrive:\d.csv -Force; Import-Dfm TestDrive:\d.csv } }
        @{ Name = 'long CSV'; Script = { $dfm | Export-Dfm TestDrive:\l.csv -Format LongCsv -Force; Import-Dfm TestDrive:\l.csv -Format LongCsv } }
        @{ Name = 'Matrix Market'; Script = { $dfm | Export-Dfm TestDrive:\d.mtx -Force; Import-Dfm TestDrive:\d.mtx } }
        @{ Name = 'LDA-C'; Script = { $dfm | Export-Dfm TestDrive:\d.dat -Force; Import-Dfm TestDrive:\d.dat } }
        @{ Name = 'JSON Lines'; Script = { $dfm | Export-Dfm TestDrive:\d.jsonl -Force; Import-Dfm TestDrive:\d.jsonl } }
    ) {
        Get-VariableText (. $Script) | Should -BeExactly (Get-VariableText $dfm)
    }

    It 'are columns of rows, with dates as text' {
        $row = @($dfm | Invoke-KMeans -K 2 -Seed 1 | Get-ClusterAssignment)[1]
        "$($row.author) $($row.year) $($row.day) $($row.id)" | Should -BeExactly 'Ann 2020 2020-06-02 008'
        $row = @($dfm | Invoke-KMeans -K 2 -Seed 1 | Get-ClusterDocument | Where-Object Document -EQ 2)[0]
        "$($row.author) $($row.day)" | Should -BeExactly 'Bob 2020-07-03'
        $row = @($dfm | ConvertFrom-Dfm)[0]
        "$($row.author) $($row.year) $($row.day) $($row.cat)" | Should -BeExactly 'Ann 2019 2019-05-01 1'
        @($dfm | ConvertFrom-Dfm -As Long | Where-Object Feature -EQ 'cat').author | Should -BeExactly 'Ann', 'Ann'
    }

    It 'stay in rows that were exported' {
        $assignments = $dfm | Invoke-KMeans -K 2 -Seed 1 | Get-ClusterAssignment
        $assignments | Export-Csv TestDrive:\rows.csv
        (Import-Csv TestDrive:\rows.csv).author | Should -BeExactly 'Ann', 'Ann', 'Bob', 'Bob', ''
        $assignments | Export-Clixml TestDrive:\rows.xml
        (Import-Clixml TestDrive:\rows.xml).year | Should -Be 2019, 2020, 2020, $null, 2021
    }

    It 'are read from the rows that Export-Csv wrote, <As>' -ForEach @{ As = 'Wide' }, @{ As = 'Long' } {
        $path = Join-Path $TestDrive "$As.csv"
        $dfm | ConvertFrom-Dfm -As $As | Export-Csv $path
        $format = $As -eq 'Wide' ? @{} : @{ Format = 'LongCsv' }
        $back = Import-Dfm $path -VariableColumn author, year, day, id @format
        $back.FeatureCount | Should -Be $dfm.FeatureCount
        Get-VariableText $back | Should -BeExactly (Get-VariableText $dfm)
    }

    It 'are renamed where a row has a column of their name' {
        $named = $rows | ConvertTo-Dfm -TextProperty text -VariableProperty Cluster
        $assigned = $named | Invoke-KMeans -K 2 -Seed 1 | Get-ClusterAssignment -WarningVariable warnings -WarningAction SilentlyContinue
        $assigned[0].Cluster_2 | Should -BeExactly 'x'
        $assigned[0].Cluster | Should -BeOfType int
        "$warnings" | Should -BeLike "*'Cluster' is in the column 'Cluster_2'*"
    }

    It 'have a table' {
        ($dfm.Variable | Out-String -Width 80) | Should -Match 'author\s+Factor\s+1 Ann, Bob'
    }

    It 'can''t be <Why>: <Id>' -ForEach @(
        @{ Why = 'missing in all objects'; Id = 'MissingProperty'; Variable = 'writer' }
        @{ Why = 'named twice'; Id = 'InvalidVariable'; Variable = 'year', 'Year' }
        @{ Why = 'without a name'; Id = 'InvalidVariable'; Variable = @{ Expression = { 1 } } }
        @{ Why = 'without an expression'; Id = 'InvalidVariable'; Variable = @{ Name = 'one' } }
        @{ Why = 'an object'; Id = 'InvalidVariable'; Variable = @{ Name = 'one'; Expression = { @{ a = 1 } } } }
    ) {
        { $rows | ConvertTo-Dfm -TextProperty text -VariableProperty $Variable -ErrorAction Stop } | Should -Throw -ErrorId "$Id,MixturePS.Commands.ConvertToDfmCommand"
    }

    It 'are left out with a warning if -KeepVariable finds objects' {
        $objects = @{ text = 'a b'; inner = @{ x = 1 }; n = 1 }, @{ text = 'c'; inner = $null; n = 2 } | ForEach-Object { [pscustomobject]$_ }
        $kept = $objects | ConvertTo-Dfm -TextProperty text -KeepVariable -WarningVariable warnings -WarningAction SilentlyContinue
        $kept.Variable.Name | Should -BeExactly 'n'
        "$warnings" | Should -BeLike '*inner*'
    }

    It 'must have a value per document in a sidecar file' {
        $path = Join-Path $TestDrive bad.csv
        $dfm | Export-Dfm $path -Force
        $sidecar = Get-ChildItem "$path*.json"
        $content = Get-Content $sidecar -Raw | ConvertFrom-Json
        $content.documentVariables.year.values = @(1, 2)
        $content | ConvertTo-Json -Depth 9 | Set-Content $sidecar
        { Import-Dfm $path } | Should -Throw -ErrorId 'SidecarMismatch,*'
    }
}
