@{
    NestedModules          = @('MixturePS.Loader.dll')
    RootModule             = 'MixturePS.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f1c0d0e-5b0b-4c3e-9d55-0a6d2f5d7a41'
    Author                 = 'The MixturePS authors'
    CompanyName            = 'MixturePS'
    Copyright              = '(c) The MixturePS authors. MIT licence.'
    Description            = 'Mixture models of text: simulate document-feature matrices from a known mixture, weight and cluster them, and measure how well the clusters were recovered, with the numbers of NumPy and scikit-learn.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'ConvertFrom-Dfm'
        'ConvertTo-Dfm'
        'ConvertTo-MixtureTable'
        'ConvertTo-TfIdf'
        'Export-Dfm'
        'Export-DfmShard'
        'Export-MixtureModel'
        'Export-MixturePlot'
        'Export-MixtureReport'
        'Find-ClusterCount'
        'Get-ClusterAssignment'
        'Get-ClusterDocument'
        'Get-ClusterSummary'
        'Get-CoClustering'
        'Get-ClusterTerm'
        'Get-DfmShard'
        'Get-MixtureExperiment'
        'Get-MixtureInterval'
        'Group-DfmDocument'
        'Import-Dfm'
        'Import-MixtureJournal'
        'Import-MixtureModel'
        'Invoke-ClusterPrediction'
        'Invoke-DfmSample'
        'Invoke-DirichletSample'
        'Invoke-KMeans'
        'Invoke-MixtureEM'
        'Invoke-MixtureExperiment'
        'Invoke-MixtureExperimentPart'
        'Invoke-MixtureGibbs'
        'Invoke-MultinomialSample'
        'Invoke-TopicModel'
        'Measure-ClusterAccuracy'
        'Measure-ClusterQuality'
        'Measure-ClusterShare'
        'Measure-MixtureBound'
        'Measure-MixtureExperiment'
        'Measure-TopicAccuracy'
        'Merge-MixtureJournal'
        'New-MixtureModel'
        'New-RandomGenerator'
        'Receive-MixtureExperiment'
        'Resolve-ClusterLabel'
        'Select-DfmDocument'
        'Select-DfmFeature'
        'Start-MixtureExperiment'
        'Stop-MixtureExperiment'
        'Test-MixtureIdentifiability'
    )
    TypesToProcess         = @('MixturePS.Types.ps1xml')
    FormatsToProcess       = @('MixturePS.Format.ps1xml')
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('mixture', 'text', 'clustering', 'kmeans', 'tf-idf', 'simulation', 'statistics', 'NumPy', 'scikit-learn', 'PSEdition_Core', 'Linux', 'MacOS', 'Windows')
            LicenseUri   = 'https://opensource.org/license/mit'
            # HelpPages.Root, which Get-Help -Online uses, begins with it.
            ProjectUri   = 'https://mixtureps.example'
            # The build puts the newest part of CHANGELOG.md here.
            ReleaseNotes = ''
        }
    }
}
