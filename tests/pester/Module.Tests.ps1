BeforeAll {
    $manifestPath = [IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')
    $manifest = [scriptblock]::Create([IO.File]::ReadAllText($manifestPath)).InvokeReturnAsIs()
    Import-Module $manifestPath -Force
    $module = Get-Module -Name MixturePS

    function Get-Sorted($names) {
        $sorted = [string[]]@($names)
        [Array]::Sort($sorted, [StringComparer]::Ordinal)
        $sorted
    }
}

Describe 'The manifest' {
    It 'loads as the version it states' {
        $module.Version | Should -Be ([version]$manifest.ModuleVersion)
    }

    It 'lists what it exports by name' {
        $lists = @($manifest.CmdletsToExport) + $manifest.AliasesToExport + $manifest.FunctionsToExport + $manifest.VariablesToExport
        $lists | Should -Not -BeNullOrEmpty
        $lists -join ' ' | Should -Not -Match '\*'
    }

    It 'exports the listed cmdlets and no other' {
        Get-Sorted $module.ExportedCmdlets.Keys | Should -BeExactly (Get-Sorted $manifest.CmdletsToExport)
    }

    It 'lists each cmdlet that the assembly has' {
        $names = foreach ($type in @($module.ExportedCmdlets.Values)[0].ImplementingType.Assembly.GetExportedTypes()) {
            foreach ($cmdlet in $type.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)) {
                "$($cmdlet.VerbName)-$($cmdlet.NounName)"
            }
        }
        Get-Sorted $manifest.CmdletsToExport | Should -BeExactly (Get-Sorted $names)
    }

    It 'exports the listed aliases, no function and no variable' {
        Get-Sorted $module.ExportedAliases.Keys | Should -BeExactly (Get-Sorted $manifest.AliasesToExport)
        $module.ExportedFunctions.Keys | Should -HaveCount 0
        $module.ExportedVariables.Keys | Should -HaveCount 0
    }

    It 'exports every command as a cmdlet with an approved verb' {
        $verbs = [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'System.Management.Automation' }.GetExportedTypes().
            Where{ $_.Namespace -eq 'System.Management.Automation' -and $_.Name -like 'Verbs*' }.ForEach{ $_.GetFields().Name }
        foreach ($command in Get-Command -Module MixturePS -CommandType All | Where-Object CommandType -NE Alias) {
            $command.CommandType | Should -Be 'Cmdlet' -Because "$command is exported"
            $command.Verb | Should -BeIn $verbs
        }
    }
}

Describe 'Isolation' {
    BeforeAll {
        $null = New-MixtureModel -K 2
        $contexts = [System.Runtime.Loader.AssemblyLoadContext]
        $own = $contexts::All.Where{ $_.Name -eq 'MixturePS' }
    }

    It 'has one load context' { $own.Count | Should -Be 1 }

    It 'loads <_> in it and nowhere else' -ForEach 'MixturePS.Core', 'MathNet.Numerics' {
        $name = $_
        $loaded = $own[0].LoadFromAssemblyName([System.Reflection.AssemblyName]::new($name))
        $loaded.Location | Should -BeLike '*deps*'

        # Another module may have brought another version.
        foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.FullName -eq $loaded.FullName }) {
            $contexts::GetLoadContext($assembly).Name | Should -Be 'MixturePS'
        }
    }

    It 'shows no type of another project in a public member of its objects' {
        $model = New-MixtureModel -K 2
        foreach ($property in $model.GetType().GetProperties()) {
            $property.PropertyType.Assembly.GetName().Name | Should -Match '^(MixturePS|System|mscorlib)'
        }
    }
}

Describe 'Import and removal' {
    AfterAll { Import-Module $manifestPath -Force }

    It 'imports again with -Force' {
        Import-Module $manifestPath -Force
        Import-Module $manifestPath -Force
        @(Get-Module -Name MixturePS) | Should -HaveCount 1
        New-MixtureModel -K 2 | Should -HaveCount 1
    }

    It 'is gone once it is removed' {
        Remove-Module -Name MixturePS
        Get-Module -Name MixturePS | Should -BeNullOrEmpty
        { Get-Command -Name New-MixtureModel -ErrorAction Stop } | Should -Throw -ErrorId 'CommandNotFoundException,*'
    }

    It 'comes back' {
        Import-Module $manifestPath
        New-MixtureModel -K 2 | Should -HaveCount 1
    }
}
