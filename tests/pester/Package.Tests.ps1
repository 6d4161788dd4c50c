BeforeAll {
    $root = [IO.Path]::Combine($PSScriptRoot, '..', '..')
    $folder = [IO.Path]::Combine($root, 'out', 'MixturePS')
    . ([IO.Path]::Combine($root, 'build', 'Packaging.ps1'))
    $manifest = Get-Manifest $folder
    $drive = [IO.Path]::Combine([IO.Path]::GetTempPath(), [Guid]::NewGuid().ToString('n'))
    $package = [IO.Path]::Combine($drive, 'MixturePS.nupkg')
    Write-ModulePackage $folder $package

    function Get-Entry($path) {
        $archive = [IO.Compression.ZipFile]::OpenRead($path)
        try { $archive.Entries.ForEach{ $_.FullName } }
        finally { $archive.Dispose() }
    }

    function Get-EntryText($path, $name) {
        $archive = [IO.Compression.ZipFile]::OpenRead($path)
        try { [IO.StreamReader]::new($archive.GetEntry($name).Open()).ReadToEnd() }
        finally { $archive.Dispose() }
    }

    function Get-Hash($path) { [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([IO.File]::ReadAllBytes($path))) }
}

AfterAll {
    [IO.Directory]::Delete($drive, $true)
}

Describe 'The package' {
    It 'has every file of the module, and the parts that make it a package' {
        $files = [IO.Directory]::GetFiles($folder, '*', 'AllDirectories').ForEach{ [IO.Path]::GetRelativePath($folder, $_).Replace('\', '/') }
        $entries = Get-Entry $package
        $entries | Should -HaveCount ($files.Count + 3)
        foreach ($name in @($files) + '[Content_Types].xml' + '_rels/.rels' + 'MixturePS.nuspec') { $entries | Should -Contain $name }
    }

    It 'tells of the module what its manifest says' {
        $about = ([xml](Get-EntryText $package 'MixturePS.nuspec')).package.metadata
        $about.id | Should -BeExactly 'MixturePS'
        $about.version | Should -BeExactly $manifest.ModuleVersion
        $about.authors | Should -BeExactly $manifest.Author
        $about.description | Should -BeExactly $manifest.Description
        $about.releaseNotes | Should -Match 'New-RandomGenerator'
        $tags = $about.tags -split ' '
        $tags[0] | Should -BeExactly 'PSModule'
        foreach ($tag in $manifest.PrivateData.PSData.Tags) { $tags | Should -Contain $tag }
        foreach ($cmdlet in $manifest.CmdletsToExport) { $tags | Should -Contain "PSCmdlet_$cmdlet" }
    }

    It 'names a kind of content for each ending' {
        $types = [xml](Get-EntryText $package '[Content_Types].xml')
        foreach ($name in Get-Entry $package | Where-Object { $_ -ne '[Content_Types].xml' }) {
            $types.Types.Default.Extension | Should -Contain ([IO.Path]::GetExtension($name).Substring(1))
        }
    }

    It 'has the same bytes whenever it is made' {
        $again = [IO.Path]::Combine($drive, 'again.nupkg')
        Write-ModulePackage $folder $again
        Get-Hash $again | Should -BeExactly (Get-Hash $package)
    }
}

Describe 'The zip' {
    It 'unpacks to a folder that is the module' {
        $zip = [IO.Path]::Combine($drive, 'MixturePS.zip')
        Write-ModuleZip $folder $zip
        [IO.Compression.ZipFile]::ExtractToDirectory($zip, $drive)
        foreach ($file in [IO.Directory]::GetFiles($folder, '*', 'AllDirectories')) {
            $copy = [IO.Path]::Combine($drive, 'MixturePS', [IO.Path]::GetRelativePath($folder, $file))
            Get-Hash $copy | Should -BeExactly (Get-Hash $file)
        }
    }
}

Describe 'The licences' {
    BeforeAll {
        $notices = [IO.File]::ReadAllText([IO.Path]::Combine($folder, 'THIRD-PARTY-NOTICES.txt'))
        $list, $texts = $notices -split '(?m)^={80}\n(?=\[1\])', 2

        # What others wrote, by its relative name: all but the module's own assemblies.
        $others = [IO.Directory]::GetFiles($folder, '*', 'AllDirectories').ForEach{ [IO.Path]::GetRelativePath($folder, $_).Replace('\', '/') } |
            Where-Object { $_ -match '\.(dll|so|dylib|ttf)$' -and [IO.Path]::GetFileName($_) -notmatch '^MixturePS\.' }

        function Get-Part($file) { $list -split '\n\n' | Where-Object { $_ -split '\n' -ccontains "    File:      $file" } }
    }

    It 'are with the module and in its packages' {
        Get-Entry $package | Should -Contain 'LICENSE.txt'
        Get-Entry $package | Should -Contain 'THIRD-PARTY-NOTICES.txt'
        [IO.File]::ReadAllText([IO.Path]::Combine($folder, 'LICENSE.txt')) | Should -BeExactly ([IO.File]::ReadAllText([IO.Path]::Combine($root, 'LICENSE')))
    }

    It 'name every file of others once, with a licence and its text' {
        $others.Count | Should -BeGreaterThan 15
        foreach ($file in $others) {
            $part = @(Get-Part $file)
            $part | Should -HaveCount 1 -Because $file
            $part[0] | Should -Match '(?m)^    Licence:   \S'
            $part[0] -match '(?m)^    Texts:     (.+)$' | Should -BeTrue -Because $file
            foreach ($number in $Matches[1] -split ', ') { $texts | Should -Match "(?m)(^|\n)$([regex]::Escape($number)) " }
        }
    }

    It 'name the version that the build takes' {
        $lock = [IO.File]::ReadAllText([IO.Path]::Combine($root, 'src', 'MixturePS', 'packages.lock.json'))
        foreach ($file in $others | Where-Object { $_ -like '*.dll' -and $_ -notlike '*/native/*' }) {
            $name = [IO.Path]::GetFileNameWithoutExtension($file)
            $lock -match "`"$([regex]::Escape($name))`": \{[^}]*?`"resolved`": `"([^`"]+)`"" | Should -BeTrue -Because $file
            (Get-Part $file) -split '\n' | Should -Contain "$name $($Matches[1])"
        }
    }

    It 'have what licences want kept: <Words>' -ForEach @(
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

Describe 'The version' {
    It 'is that of the assemblies' {
        foreach ($name in 'MixturePS.dll', 'MixturePS.Loader.dll', 'deps/MixturePS.Core.dll') {
            $version = [Reflection.AssemblyName]::GetAssemblyName([IO.Path]::Combine($folder, $name)).Version
            $version | Should -Be ([version]"$($manifest.ModuleVersion).0")
        }
    }

    It 'is that of the citation' {
        [IO.File]::ReadAllLines([IO.Path]::Combine($root, 'CITATION.cff')) | Should -Contain "version: $($manifest.ModuleVersion)"
    }

    It 'is the newest of the changelog, whose notes the manifest has' {
        $log = [IO.File]::ReadAllText([IO.Path]::Combine($root, 'CHANGELOG.md')).Replace("`r", '')
        $newest = ($log -split '(?m)^## ')[1]
        $newest | Should -Match "^$([regex]::Escape($manifest.ModuleVersion))\b"
        $manifest.PrivateData.PSData.ReleaseNotes.Replace("`r", '') | Should -BeExactly $newest.Substring($newest.IndexOf("`n")).Trim()
    }
}
