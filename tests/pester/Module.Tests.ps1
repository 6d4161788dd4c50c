BeforeDiscovery {
    $cmdlets = (Import-PowerShellDataFile (Join-Path $PSScriptRoot .. .. module MixturePS.psd1)).CmdletsToExport
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $manifest = Import-PowerShellDataFile $modulePath
    $module = Get-Module MixturePS
}

Describe 'Manifest' {
    It 'has the version that the module is loaded with' {
        $module.Version | Should -Be ([version] $manifest.ModuleVersion)
    }

    It 'lists its exports by name' {
        $exports = $manifest.CmdletsToExport + $manifest.AliasesToExport + $manifest.FunctionsToExport + $manifest.VariablesToExport
        $exports | Should -Not -BeNullOrEmpty
        "$exports" | Should -Not -Match '\*'
    }

    It 'exports the listed cmdlets and no others' {
        $module.ExportedCmdlets.Keys | Sort-Object | Should -BeExactly ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'lists every cmdlet of the assembly' {
        $assembly = (Get-Command New-MixtureModel).ImplementingType.Assembly
        $names = foreach ($type in $assembly.GetExportedTypes()) {
            foreach ($cmdlet in $type.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)) { "$($cmdlet.VerbName)-$($cmdlet.NounName)" }
        }
        $manifest.CmdletsToExport | Sort-Object | Should -BeExactly ($names | Sort-Object)
    }

    It 'exports the listed aliases, no functions and no variables' {
        $module.ExportedAliases.Keys | Sort-Object | Should -BeExactly ($manifest.AliasesToExport | Sort-Object)
        $module.ExportedFunctions.Keys | Should -HaveCount 0
        $module.ExportedVariables.Keys | Should -HaveCount 0
    }

    It 'exports only cmdlets with approved verbs' {
        $commands = Get-Command -Module MixturePS -CommandType All | Where-Object CommandType -NE Alias
        $commands | Should -Not -BeNullOrEmpty
        foreach ($command in $commands) {
            $command.CommandType | Should -Be 'Cmdlet' -Because "$command is exported"
            $command.Verb | Should -BeIn (Get-Verb).Verb
        }
    }
}

Describe 'The web address of the help' {
    It 'is a page below the project''s address that exists: <_>' -ForEach $cmdlets {
        $project = $manifest.PrivateData.PSData.ProjectUri
        $project | Should -Match '^https://[^/]+'
        (Get-Command $_).HelpUri | Should -BeExactly "$project/docs/commands/$_.md"
        Join-Path $repository docs commands "$_.md" | Should -Exist
    }

    It 'has no page of another cmdlet' {
        (Get-ChildItem (Join-Path $repository docs commands) -Filter *-*.md).BaseName | Sort-Object | Should -BeExactly ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'is what Get-Help shows as the online version' {
        (Get-Help Invoke-KMeans).relatedLinks.navigationLink[0].uri | Should -BeExactly (Get-Command Invoke-KMeans).HelpUri
    }
}

Describe 'Isolation' {
    BeforeAll {
        $null = New-MixtureModel -K 2
        $contexts = [Runtime.Loader.AssemblyLoadContext]
        $own = @($contexts::All | Where-Object Name -EQ MixturePS)
    }

    It 'has one load context' {
        $own | Should -HaveCount 1
    }

    It 'loads <_> in its own load context only' -ForEach MixturePS.Core, MathNet.Numerics {
        $loaded = $own[0].LoadFromAssemblyName([Reflection.AssemblyName] $_)
        $loaded.Location | Should -BeLike '*deps*'

        # Another module may have loaded another version.
        foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object FullName -EQ $loaded.FullName) {
            $contexts::GetLoadContext($assembly).Name | Should -BeExactly 'MixturePS'
        }
    }

    It 'has no third-party type in the public members of its objects' {
        $model = New-MixtureModel -K 2
        foreach ($property in $model.GetType().GetProperties()) {
            $property.PropertyType.Assembly.GetName().Name | Should -Match '^(MixturePS|System|mscorlib)'
        }
    }
}

Describe 'Import and removal' {
    AfterAll { Import-Module $modulePath -Force }

    It 'can be imported again with -Force' {
        Import-Module $modulePath -Force
        Import-Module $modulePath -Force
        Get-Module MixturePS | Should -HaveCount 1
        New-MixtureModel -K 2 | Should -HaveCount 1
    }

    It 'leaves no command behind when it is removed' {
        Remove-Module MixturePS
        Get-Module MixturePS | Should -BeNullOrEmpty
        { Get-Command New-MixtureModel -ErrorAction Stop } | Should -Throw -ErrorId 'CommandNotFoundException,*'
    }

    It 'can be imported after removal' {
        Import-Module $modulePath
        New-MixtureModel -K 2 | Should -HaveCount 1
    }
}
