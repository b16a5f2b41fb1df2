<#
.SYNOPSIS
Installe Essaimer au premier lancement, puis ouvre l'application dans le navigateur.

.DESCRIPTION
Fait sous Windows ce que « make run » fait ailleurs : environnement .venv à côté de ce
fichier, paquets de requirements.txt, application sur 127.0.0.1. Ctrl + C l'arrête.

.PARAMETER Port
Port de l'application (8501 par défaut).

.PARAMETER Reinstaller
Efface .venv et installe tout de nouveau. Vos fiches et l'index (var) ne sont pas touchés.

.EXAMPLE
powershell -ExecutionPolicy Bypass -File .\essaimer.ps1

.EXAMPLE
powershell -ExecutionPolicy Bypass -File .\essaimer.ps1 -Port 8502 -Reinstaller
#>
[CmdletBinding()]
param(
    [ValidateRange(1024, 65535)] [int] $Port = 8501,
    [switch] $Reinstaller
)

# Windows PowerShell 5.1 is enough, and nothing newer is used. This file begins with a BOM:
# without it, 5.1 reads the accents as Windows-1252.
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$venv = Join-Path $root '.venv'
$venvPython = Join-Path $venv 'Scripts\python.exe'
$requirements = Join-Path $root 'requirements.txt'
$stamp = Join-Path $venv 'requirements.sha256'
# The longest path inside the torch 2.13.0 wheel for Windows, in characters.
$longestInWheels = 167

function Stop-With([string] $Message) {
    Write-Host ''
    Write-Host $Message -ForegroundColor Red
    # A window opened by « Exécuter avec PowerShell » would close on the message.
    if ([Environment]::UserInteractive -and -not [Console]::IsInputRedirected) {
        [void] (Read-Host 'Appuyez sur Entrée pour fermer')
    }
    exit 1
}

function Get-PythonFacts([string] $Exe, [string[]] $Options) {
    # Null when this Python is absent or doesn't run: the Microsoft Store's alias, for one.
    $ErrorActionPreference = 'Continue'
    if (-not (Get-Command $Exe -ErrorAction SilentlyContinue)) { return $null }
    # No double quote inside: 5.1 would lose it on the way.
    $code = 'import sys, sysconfig; v = sys.version_info; ' +
        'print(v[0] * 100 + v[1], sysconfig.get_platform())'
    try { $said = & $Exe @Options -c $code 2>$null | Select-Object -Last 1 }
    catch { return $null }
    if ($LASTEXITCODE -ne 0 -or -not $said) { return $null }
    $parts = "$said".Trim().Split(' ')
    if ($parts.Count -ne 2) { return $null }
    return [pscustomobject] @{ Version = [int] $parts[0]; Platform = $parts[1] }
}

function Find-Python {
    $candidates = @(
        @('py', '-3.12'), @('py', '-3.13'), @('py', '-3.11'), @('py', '-3.14'),
        @('python'), @('python3')
    )
    foreach ($candidate in $candidates) {
        $options = @($candidate | Select-Object -Skip 1)
        $facts = Get-PythonFacts $candidate[0] $options
        if ($null -eq $facts) { continue }
        # Every pinned package has a wheel for these versions on 64-bit Intel or AMD.
        if ($facts.Platform -eq 'win-amd64' -and $facts.Version -in 311..314) {
            return [pscustomobject] @{ Exe = $candidate[0]; Options = $options }
        }
    }
    return $null
}

function Test-LongPaths {
    $key = 'HKLM:\SYSTEM\CurrentControlSet\Control\FileSystem'
    $value = Get-ItemProperty -Path $key -Name 'LongPathsEnabled' -ErrorAction SilentlyContinue
    return ($null -ne $value) -and ($value.LongPathsEnabled -eq 1)
}

function Test-VisualCppRuntime {
    # A 32-bit PowerShell sees the 64-bit System32 under another name.
    $system = 'System32'
    if ([Environment]::Is64BitOperatingSystem -and -not [Environment]::Is64BitProcess) {
        $system = 'Sysnative'
    }
    foreach ($name in 'vcruntime140.dll', 'vcruntime140_1.dll', 'msvcp140.dll') {
        $path = Join-Path (Join-Path $env:SystemRoot $system) $name
        if (-not (Test-Path -LiteralPath $path)) { return $false }
    }
    return $true
}

function Test-PortFree([int] $Number) {
    $loopback = [System.Net.IPAddress]::Loopback
    $listener = New-Object System.Net.Sockets.TcpListener -ArgumentList $loopback, $Number
    try { $listener.Start(); return $true }
    catch { return $false }
    finally { $listener.Stop() }
}

# --- What must be right before anything is started ---

if (-not (Test-Path -LiteralPath $requirements)) {
    Stop-With ("Le fichier requirements.txt manque dans $root.`n" +
        "Décompressez l'archive entière, puis relancez.")
}
if (-not (Test-PortFree $Port)) {
    Stop-With ("Le port $Port est déjà pris.`n" +
        "Essaimer est peut-être déjà ouvert : http://127.0.0.1:$Port`n" +
        'Sinon, choisissez un autre port : .\essaimer.ps1 -Port 8502')
}
if ($Reinstaller -and (Test-Path -LiteralPath $venv)) {
    Write-Host "Effacement de l'ancien environnement..."
    try { Remove-Item -LiteralPath $venv -Recurse -Force }
    catch {
        Stop-With ("Le dossier $venv n'a pas pu être effacé.`n" +
            'Fermez les fenêtres où Essaimer tourne, puis relancez.')
    }
}

# --- The environment ---

$fresh = -not (Test-Path -LiteralPath $venvPython)
if ($fresh) {
    $longest = $root.Length + '\.venv\Lib\site-packages\'.Length + $longestInWheels
    if ($longest -gt 259 -and -not (Test-LongPaths)) {
        Stop-With ("Le chemin du dossier est trop long pour l'installation :`n  $root`n" +
            "Déplacez le dossier plus près de la racine (C:\Essaimer par exemple), ou demandez à`n" +
            "votre service informatique d'activer les chemins longs (LongPathsEnabled).")
    }
    $python = Find-Python
    if ($null -eq $python) {
        Stop-With ("Python 3.11, 3.12, 3.13 ou 3.14 (64 bits, Intel ou AMD) est introuvable.`n" +
            "Installez-le depuis https://www.python.org/downloads/windows/ (64-bit),`n" +
            'ou par la commande : winget install Python.Python.3.12')
    }
    Write-Host "Création de l'environnement Python..."
    $ErrorActionPreference = 'Continue'
    $options = $python.Options
    & $python.Exe @options -m venv $venv
    $status = $LASTEXITCODE
    $ErrorActionPreference = 'Stop'
    if ($status -ne 0) { Stop-With "L'environnement Python n'a pas pu être créé dans $venv." }
}
elseif ($null -eq (Get-PythonFacts $venvPython @())) {
    Stop-With ("Le Python de $venv ne démarre plus (dossier déplacé, ou Python désinstallé).`n" +
        'Relancez avec : .\essaimer.ps1 -Reinstaller')
}

$wanted = (Get-FileHash -LiteralPath $requirements -Algorithm SHA256).Hash
$installed = ''
if (Test-Path -LiteralPath $stamp) {
    $installed = "$(Get-Content -LiteralPath $stamp -TotalCount 1)".Trim()
}
if ($installed -ne $wanted) {
    Write-Host 'Installation des paquets (quelques minutes, une seule fois)...'
    $ErrorActionPreference = 'Continue'
    # On Windows, PyPI's own torch is the CPU one.
    & $venvPython -m pip install --disable-pip-version-check -r $requirements
    $status = $LASTEXITCODE
    $ErrorActionPreference = 'Stop'
    if ($status -ne 0) {
        Stop-With ("L'installation a échoué (voir plus haut). Derrière un proxy, donnez-le :`n" +
            "  `$env:HTTPS_PROXY = 'http://proxy.exemple.fr:8080'`n" +
            "puis relancez. Si l'échec revient, relancez avec -Reinstaller ; un disque plein`n" +
            'ou un antivirus peuvent aussi en être la cause.')
    }
    if (-not (Test-VisualCppRuntime)) {
        # The files may lie elsewhere: what counts is whether PyTorch starts.
        Write-Host 'Vérification de PyTorch...'
        $ErrorActionPreference = 'Continue'
        & $venvPython -c 'import torch'
        $status = $LASTEXITCODE
        $ErrorActionPreference = 'Stop'
        if ($status -ne 0) {
            Stop-With ("PyTorch ne démarre pas : il manque sans doute`n" +
                "« Microsoft Visual C++ Redistributable » (x64). Installez-le, puis relancez :`n" +
                'https://aka.ms/vs/17/release/vc_redist.x64.exe')
        }
    }
    Set-Content -LiteralPath $stamp -Value $wanted -Encoding ASCII
}

# --- The app: Streamlit opens the browser itself when it isn't headless ---

Write-Host "Essaimer s'ouvre dans le navigateur : http://127.0.0.1:$Port (Ctrl + C pour arrêter)"
Push-Location -LiteralPath $root
try {
    $ErrorActionPreference = 'Continue'
    & $venvPython -m streamlit run app.py --server.address 127.0.0.1 --server.port $Port `
        --server.headless false --server.showEmailPrompt false
    $status = $LASTEXITCODE
}
finally { Pop-Location }
exit $status
