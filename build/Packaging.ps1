# Makes what the module is handed on as, from its folder. The same folder gives the same bytes.

# A zip that is unpacked into a folder of $env:PSModulePath.
function Write-ModuleZip($module, $path) {
    $files = Get-ModuleFile $module
    $entries = [ordered]@{}
    foreach ($name in $files.Keys) { $entries["MixturePS/$name"] = $files[$name] }
    Write-Archive $path $entries
}

# A package for Publish-PSResource -NupkgPath, or for the folder that a local repository is.
function Write-ModulePackage($module, $path) {
    Write-Archive $path (Get-PackagePart (Get-Manifest $module) (Get-ModuleFile $module))
}

function Get-Manifest($module) {
    [scriptblock]::Create([IO.File]::ReadAllText([IO.Path]::Combine($module, 'MixturePS.psd1'))).InvokeReturnAsIs()
}

# The module's files as bytes, by their names in an archive, in the order of their characters.
function Get-ModuleFile($module) {
    $names = [string[]] [IO.Directory]::GetFiles($module, '*', 'AllDirectories').ForEach{ [IO.Path]::GetRelativePath($module, $_).Replace('\', '/') }
    [Array]::Sort($names, [StringComparer]::Ordinal)
    $files = [ordered]@{}
    foreach ($name in $names) { $files[$name] = [IO.File]::ReadAllBytes([IO.Path]::Combine($module, $name)) }
    $files
}

# A package is a zip (Open Packaging Conventions) of the module's files, the nuspec that PSResourceGet would write for
# its manifest, the relation that says which part the nuspec is, and the kinds of content.
function Get-PackagePart($manifest, $files) {
    $data = $manifest.PrivateData.PSData
    $commands = $manifest.CmdletsToExport.ForEach{ "PSCmdlet_$_"; "PSCommand_$_" }
    $fields = [ordered]@{
        id = 'MixturePS'; version = $manifest.ModuleVersion; authors = $manifest.Author; owners = $manifest.CompanyName
        requireLicenseAcceptance = 'false'; licenseUrl = $data.LicenseUri; description = $manifest.Description
        releaseNotes = $data.ReleaseNotes; copyright = $manifest.Copyright
        tags = (@('PSModule') + $data.Tags + @('PSIncludes_Cmdlet') + $commands) -join ' '
    }
    $lines = foreach ($name in $fields.Keys) { "    <$name>$([Security.SecurityElement]::Escape($fields[$name]))</$name>`n" }
    $nuspec = "<?xml version=`"1.0`" encoding=`"utf-8`"?>`n<package xmlns=`"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd`">`n  <metadata>`n$(-join $lines)  </metadata>`n</package>`n"

    $endings = [Collections.Generic.SortedSet[string]]::new([StringComparer]::Ordinal)
    foreach ($name in $files.Keys) { if ([IO.Path]::HasExtension($name)) { $null = $endings.Add([IO.Path]::GetExtension($name).Substring(1)) } }
    $kinds = -join ($endings.ForEach{ "  <Default Extension=`"$_`" ContentType=`"application/octet-stream`" />`n" })

    $parts = [ordered]@{
        '[Content_Types].xml' = "<?xml version=`"1.0`" encoding=`"utf-8`"?>`n<Types xmlns=`"http://schemas.openxmlformats.org/package/2006/content-types`">`n  <Default Extension=`"rels`" ContentType=`"application/vnd.openxmlformats-package.relationships+xml`" />`n  <Default Extension=`"nuspec`" ContentType=`"application/octet-stream`" />`n$kinds</Types>`n"
        '_rels/.rels' = "<?xml version=`"1.0`" encoding=`"utf-8`"?>`n<Relationships xmlns=`"http://schemas.openxmlformats.org/package/2006/relationships`">`n  <Relationship Type=`"http://schemas.microsoft.com/packaging/2010/07/manifest`" Target=`"/MixturePS.nuspec`" Id=`"manifest`" />`n</Relationships>`n"
        'MixturePS.nuspec' = $nuspec
    }
    foreach ($name in @($parts.Keys)) { $parts[$name] = [Text.Encoding]::UTF8.GetBytes($parts[$name]) }
    foreach ($name in $files.Keys) { $parts[$name] = $files[$name] }
    $parts
}

# The same bytes for the same entries: their order is given, and all have one time and one mode.
function Write-Archive($path, $entries) {
    $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
    $stream = [IO.File]::Create($path)
    try {
        $archive = [IO.Compression.ZipArchive]::new($stream, [IO.Compression.ZipArchiveMode]::Create)
        foreach ($name in $entries.Keys) {
            $entry = $archive.CreateEntry($name, [IO.Compression.CompressionLevel]::Optimal)
            $entry.LastWriteTime = [DateTimeOffset]::new(2000, 1, 1, 0, 0, 0, [TimeSpan]::Zero)
            $entry.ExternalAttributes = 0x81A4 -shl 16
            $content = $entry.Open()
            $content.Write($entries[$name], 0, $entries[$name].Length)
            $content.Dispose()
        }
        $archive.Dispose()
    }
    finally { $stream.Dispose() }
}
