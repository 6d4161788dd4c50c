# The module's files are the same in every culture, and Pester only compares them.
BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    . (Join-Path $repository build Packaging.ps1)
    $folder = Join-Path $repository out MixturePS
    $manifest = Import-PowerShellDataFile $modulePath
    $package, $zip = New-ModulePackage $folder "$TestDrive"

    # The files in a folder and its subfolders, by relative path.
    function Get-RelativeFile($root) {
        Get-ChildItem $root -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($root, $_.FullName).Replace('\', '/') } | Sort-Object -CaseSensitive
    }
}

Describe 'The package' -Tag Slow, Once {
    BeforeAll {
        # A separate user folder, with nothing installed.
        $user = (New-Item (Join-Path $TestDrive user) -ItemType Directory).FullName
        $environment = @{ HOME = $user; XDG_DATA_HOME = $null; XDG_CACHE_HOME = $null; USERPROFILE = $user; LOCALAPPDATA = (Join-Path $user local) }
        $install = Invoke-Shell -Environment $environment '-Command', ". '$(Join-Path $repository build Packaging.ps1)'; Install-ModulePackage '$TestDrive'"
    }

    It 'is installed by Install-PSResource with every file of the module' {
        $install.Error | Should -BeNullOrEmpty
        $install.Output | Should -HaveCount 1
        $installed = $install.Output[0]
        Split-Path $installed -Leaf | Should -Be $manifest.ModuleVersion
        $files = @(Get-RelativeFile $installed | Where-Object { $_ -ne 'PSGetModuleInfo.xml' })
        $files | Should -Be @(Get-RelativeFile $folder)
        foreach ($file in $files) {
            (Get-FileHash (Join-Path $installed $file)).Hash | Should -Be (Get-FileHash (Join-Path $folder $file)).Hash -Because $file
        }
    }

    It 'works after installation, without a path' {
        $run = Invoke-Shell -Environment $environment '-Command', "(New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 5).DocumentCount; (Get-Module MixturePS).ModuleBase"
        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -Be @('5', $install.Output[0])
    }

    It 'replaces the same version, and leaves no repository behind' {
        $again = Invoke-Shell -Environment $environment '-Command', ". '$(Join-Path $repository build Packaging.ps1)'; Install-ModulePackage '$TestDrive'; (Get-PSResourceRepository).Name"
        $again.Error | Should -BeNullOrEmpty
        $again.Output | Should -Be @($install.Output[0], 'PSGallery')
    }

    It 'gives PSResourceGet the values of the manifest' {
        $found = Invoke-Shell -Environment $environment '-Command', "Get-InstalledPSResource MixturePS | Select-Object Name, Author, Description, Tags, ReleaseNotes, @{ n = 'Version'; e = { `"`$(`$_.Version)`" } } | ConvertTo-Json"
        $about = $found.Output -join "`n" | ConvertFrom-Json
        $about.Name | Should -BeExactly MixturePS
        $about.Version | Should -BeExactly $manifest.ModuleVersion
        $about.Author | Should -BeExactly $manifest.Author
        $about.Description | Should -BeExactly $manifest.Description
        $about.ReleaseNotes | Should -Match New-RandomGenerator
        foreach ($tag in $manifest.PrivateData.PSData.Tags) { $about.Tags | Should -Contain $tag }
    }
}

Describe 'The zip' -Tag Slow, Once {
    It 'expands to the folder of the module' {
        $unpacked = Join-Path $TestDrive unpacked
        Expand-Archive $zip $unpacked
        $copy = Join-Path $unpacked MixturePS
        @(Get-RelativeFile $copy) | Should -Be @(Get-RelativeFile $folder)
        foreach ($file in Get-RelativeFile $folder) { (Get-FileHash (Join-Path $copy $file)).Hash | Should -Be (Get-FileHash (Join-Path $folder $file)).Hash -Because $file }
    }
}

Describe 'The licences' -Tag Once {
    BeforeAll {
        $notices = Get-Content (Join-Path $folder THIRD-PARTY-NOTICES.txt) -Raw
        $list, $texts = $notices -split '(?m)^={80}\n(?=\[1\])', 2

        # Third-party files: all binaries and fonts except the module's own assemblies.
        $others = Get-RelativeFile $folder | Where-Object { $_ -match '\.(dll|so|dylib|ttf)$' -and (Split-Path $_ -Leaf) -notmatch '^MixturePS\.' }

        function Get-Part($file) { $list -split '\n\n' | Where-Object { $_ -split '\n' -ccontains "    File:      $file" } }
    }

    It 'are in the module and therefore in the package' {
        Get-Content (Join-Path $folder LICENSE.txt) -Raw | Should -BeExactly (Get-Content (Join-Path $repository LICENSE) -Raw)
        Get-RelativeFile $folder | Should -Contain THIRD-PARTY-NOTICES.txt
    }

    It 'name every third-party file once, with a licence and its text' {
        $others.Count | Should -BeGreaterThan 15
        foreach ($file in $others) {
            $part = @(Get-Part $file)
            $part | Should -HaveCount 1 -Because $file
            $part[0] | Should -Match '(?m)^    Licence:   \S'
            $part[0] -match '(?m)^    Texts:     (.+)$' | Should -BeTrue -Because $file
            foreach ($number in $Matches[1] -split ', ') { $texts | Should -Match "(?m)(^|\n)$([regex]::Escape($number)) " }
        }
    }

    It 'state the version that the build uses' {
        $lock = (Get-Content (Join-Path $repository src MixturePS packages.lock.json) -Raw | ConvertFrom-Json -AsHashtable).dependencies
        foreach ($file in $others | Where-Object { $_ -like '*.dll' -and $_ -notlike '*/native/*' }) {
            # Two files don't have the names of their packages.
            $name = Split-Path $file -LeafBase
            $name = @{ Parquet = 'Parquet.Net'; ZstdSharp = 'ZstdSharp.Port' }[$name] ?? $name
            $locked = foreach ($framework in $lock.Values) { $framework[$name].resolved }
            $locked | Should -Not -BeNullOrEmpty -Because $file
            (Get-Part $file) -split '\n' | Should -Contain "$name $(@($locked)[0])"
        }
    }

    It 'contain the text that the licences require: <Words>' -ForEach @(
        @{ Words = 'Copyright © 2009-2024 Josh Close' }
        @{ Words = 'Copyright Math.NET Project' }
        @{ Words = 'Copyright 2006-2024 The Apache Software Foundation' }
        @{ Words = 'Copyright (c) 2001, Dr Martin Porter' }
        @{ Words = 'Copyright (c) 2018 Scott Harden / Harden Technologies, LLC' }
        @{ Words = 'SkiaSharp and HarfBuzzSharp incorporate third party material' }
        @{ Words = 'Bitstream Vera is' }
        @{ Words = 'Grant of Patent License' }
    ) {
        $notices.Contains($Words) | Should -BeTrue
    }
}

Describe 'The version' -Tag Once {
    It 'is that of <_>' -ForEach 'MixturePS.dll', 'MixturePS.Loader.dll', 'deps/MixturePS.Core.dll' {
        [Reflection.AssemblyName]::GetAssemblyName((Join-Path $folder $_)).Version | Should -Be ([version]"$($manifest.ModuleVersion).0")
    }

    It 'is that of the citation' {
        Get-Content (Join-Path $repository CITATION.cff) | Should -Contain "version: $($manifest.ModuleVersion)"
    }

    It 'is the newest in the changelog, and the manifest contains its notes' {
        $log = (Get-Content (Join-Path $repository CHANGELOG.md) -Raw).Replace("`r", '')
        $newest = ($log -split '(?m)^## ')[1]
        $newest | Should -Match "^$([regex]::Escape($manifest.ModuleVersion))\b"
        $manifest.PrivateData.PSData.ReleaseNotes.Replace("`r", '') | Should -BeExactly $newest.Substring($newest.IndexOf("`n")).Trim()
    }
}

Describe 'Machine code' -Tag Slow, Once {
    BeforeAll {
        $platform = "$($IsWindows ? 'win' : $IsMacOS ? 'osx' : 'linux')-$([Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()
        $code = Join-Path $folder deps runtimes $platform lib MixturePS.Core.dll
    }

    It 'exists for this platform, compiled from the current core' {
        [Reflection.AssemblyName]::GetAssemblyName($code).FullName | Should -Be ([Reflection.AssemblyName]::GetAssemblyName((Join-Path $folder deps MixturePS.Core.dll))).FullName
        (Get-Item $code).LastWriteTime | Should -BeGreaterOrEqual (Get-Item (Join-Path $folder deps MixturePS.Core.dll)).LastWriteTime
        (Get-Item $code).Length | Should -BeGreaterThan (1.5 * (Get-Item (Join-Path $folder deps MixturePS.Core.dll)).Length)
    }

    It 'is executed if the runtime accepts it' {
        # The runtime lists the methods that it compiles itself: few methods of the core with the machine code, many without.
        $line = "Import-Module '$modulePath'; `$null = New-MixtureModel -K 3 | Invoke-DfmSample -N 50 | Invoke-KMeans | Measure-ClusterAccuracy; 'done'"
        $compiled = foreach ($isUsed in '1', '0') {
            $list = Join-Path $TestDrive "compiled$isUsed.txt"
            # After the last command the runtime sometimes crashes, as it closes the list while a thread still compiles.
            (Invoke-Shell -Environment @{ DOTNET_JitStdOutFile = $list; DOTNET_JitDisasmSummary = '1'; DOTNET_ReadyToRun = $isUsed } '-Command', $line).Output | Should -Be done
            @(Select-String 'JIT compiled MixturePS\.Core\.' $list).Count
        }
        $compiled[1] | Should -BeGreaterThan 200
        $compiled[0] | Should -BeLessThan ($compiled[1] / 2)
    }
}
